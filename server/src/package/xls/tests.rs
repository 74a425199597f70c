//! Workbooks of Excel 97 to 2003, made record by record: what their cells say, and what a broken or hostile one costs.

use shared::sheet::Cell;

use crate::package::open_form;

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

fn at(row: u16, column: u16, style: u16, rest: &[u8]) -> Vec<u8> {
    [&row.to_le_bytes()[..], &column.to_le_bytes(), &style.to_le_bytes(), rest].concat()
}

/// A text with its length before it, in one byte a letter.
fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u16).to_le_bytes()[..], &[0], text.as_bytes()].concat()
}

fn style(format: u16) -> Vec<u8> {
    record(0xE0, &[&[0, 0][..], &format.to_le_bytes(), &[0; 16]].concat())
}

/// The stream of a workbook with one sheet of these records.
fn stream(texts: &[u8], cells: &[Vec<u8>]) -> Vec<u8> {
    let begin = record(0x809, &[0, 6, 5, 0]);
    let end = record(0x0A, &[]);
    let format = record(0x41E, &[&[200, 0][..], &text("0.0%")].concat());
    let shared =
        [begin.clone(), format, style(0), style(14), style(20), style(200), record(0xFC, texts)].concat();
    let place = (shared.len() + 4 + 8 + 6 + end.len()) as u32;
    let sheet = record(0x85, &[&place.to_le_bytes()[..], &[0, 0, 6, 0], b"survey"].concat());
    [shared, sheet, end.clone(), begin, cells.concat(), end].concat()
}

/// A compound file around it: a head, a table, a folder, and the stream.
fn file(stream: &[u8], table: impl Fn(u32, u32) -> u32) -> Vec<u8> {
    let padded = stream.len().max(4096).next_multiple_of(512);
    let count = (padded / 512) as u32;
    let mut head = vec![0_u8; 512];
    head[..8].copy_from_slice(&super::container::MAGIC);
    (head[30], head[32]) = (9, 6);
    head[48..52].copy_from_slice(&1_u32.to_le_bytes());
    head[60..64].copy_from_slice(&u32::MAX.to_le_bytes());
    head[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
    head[76..512].fill(0xFF);
    head[76..80].copy_from_slice(&0_u32.to_le_bytes());
    let numbers = (0..128_u32).map(|sector| match sector {
        0 => 0xFFFF_FFFD,
        1 => 0xFFFF_FFFE,
        sector if sector < count + 2 => table(sector, count + 1),
        _ => u32::MAX,
    });
    let mut folder = vec![0_u8; 512];
    for (nth, (name, kind, first, length)) in
        [("Root Entry", 5, u32::MAX, 0), ("Workbook", 2, 2, padded as u32)].into_iter().enumerate()
    {
        let entry = &mut folder[nth * 128..][..128];
        name.encode_utf16()
            .enumerate()
            .for_each(|(i, unit)| entry[i * 2..][..2].copy_from_slice(&unit.to_le_bytes()));
        entry[64] = (name.len() * 2 + 2) as u8;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&first.to_le_bytes());
        entry[120..124].copy_from_slice(&length.to_le_bytes());
    }
    let mut stream = stream.to_vec();
    stream.resize(padded, 0);
    [head, numbers.flat_map(u32::to_le_bytes).collect(), folder, stream].concat()
}

fn straight(sector: u32, last: u32) -> u32 {
    if sector == last { 0xFFFF_FFFE } else { sector + 1 }
}

const TEXTS: [u8; 8] = [2, 0, 0, 0, 2, 0, 0, 0];

#[test]
fn cells_are_read_with_their_formats_whatever_the_file_is_called() {
    let texts = [&TEXTS[..], &text("type"), &[2, 0, 1, 0xBF, 0x1E, b'n', 0]].concat();
    let short = |value: i32| ((value << 2) as u32 | 2).to_le_bytes();
    let cells = [
        record(0xFD, &at(0, 0, 0, &0_u32.to_le_bytes())),
        record(0xFD, &at(0, 1, 0, &1_u32.to_le_bytes())),
        record(0x203, &at(1, 0, 0, &1.5_f64.to_le_bytes())),
        record(0x203, &at(1, 1, 1, &43_470_f64.to_le_bytes())),
        record(0x203, &at(1, 2, 3, &0.6_f64.to_le_bytes())),
        record(0x203, &at(1, 4, 1, &1.5_f64.to_le_bytes())),
        record(0x27E, &at(1, 3, 0, &short(-7))),
        record(0xBD, &[&at(2, 0, 0, &short(1))[..], &[0, 0], &short(2), &[1, 0]].concat()),
        record(0x205, &at(3, 0, 0, &[1, 0])),
        record(0x205, &at(3, 1, 0, &[0x17, 1])),
        record(0x06, &at(3, 2, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0])),
        record(0x207, &text("formula")),
    ];
    let book = open_form("form.xlsx", &file(&stream(&texts, &cells), straight)).unwrap();
    let rows: Vec<_> = book.sheets[0].rows.iter().map(|row| row.cells.clone()).collect();
    let text = |text: &str| Cell::Text(text.to_owned());
    let number = |number: &str| Cell::Number(number.to_owned());
    assert_eq!(
        rows,
        [
            vec![text("type"), text("\u{1ebf}n")],
            vec![
                number("1.5"),
                Cell::Date("2019-01-05".into()),
                Cell::Percent("60".into()),
                number("-7"),
                Cell::Broken("1.5".into())
            ],
            vec![number("1"), number("2")],
            vec![Cell::Bool(true), Cell::Error("#REF!".into()), text("formula")],
        ]
    );
}

#[test]
fn what_is_broken_or_claims_too_much_is_refused_at_once() {
    let code = |bytes: &[u8]| open_form("f.xls", bytes).expect_err("refused").diagnostic().problem.code;
    let cells = [record(0x203, &at(u16::MAX, 255, 0, &1_f64.to_le_bytes()))];
    let right = stream(&TEXTS[..4].repeat(2).iter().map(|_| 0).collect::<Vec<u8>>(), &cells);
    let book = open_form("f.xls", &file(&right, straight)).unwrap();
    assert_eq!(book.sheets[0].rows[0].number, 65_536, "a far cell costs nothing");
    // No chain is followed for longer than the stream says, wherever it leads.
    for circle in [file(&right, |sector, _| sector), file(&right, |_, _| 2)] {
        assert_eq!(open_form("f.xls", &circle).unwrap(), book);
    }
    for bytes in [
        file(&right, |_, _| 9_999),
        file(&stream(&[0xFF; 8], &cells), straight),
        file(&right, straight)[..600].to_vec(),
        file(&record(0x809, &[0, 5, 5, 0]), straight),
        super::container::MAGIC.to_vec(),
    ] {
        assert_eq!(code(&bytes), "package.not_a_workbook");
    }
    let locked = [record(0x809, &[0, 6, 5, 0]), record(0x2F, &[0; 6])].concat();
    assert_eq!(code(&file(&locked, straight)), "package.not_a_workbook");
}
