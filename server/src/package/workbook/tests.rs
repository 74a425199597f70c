//! Hostile and broken workbooks: each is refused by name, at once, whatever it claims about itself.

use std::io::{Cursor, Write};

use shared::sheet::{Cell, Formatted};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook whose one sheet has this content, with another part beside it.
fn workbook(sheet: &str, other: (&str, &[u8])) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sheet}</worksheet>"#
    );
    zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        other,
    ])
}

fn plain(sheet: &str) -> Vec<u8> {
    workbook(sheet, ("docProps/empty.xml", b""))
}

fn code(result: Result<Book, PackageError>) -> String {
    result.expect_err("refused").diagnostic().problem.code
}

fn cell(at: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>x</t></is></c>"#)
}

#[test]
fn a_claimed_range_of_billions_of_cells_costs_nothing() {
    let sheet = format!(
        r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{}</row><row r="1048576">{}</row></sheetData>"#,
        cell("A1"),
        cell("B1048576")
    );
    let book = open("a.xlsx", &plain(&sheet)).unwrap();
    let rows = &book.sheets[0].rows;
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].number, rows[1].number), (1, 1_048_576));
    assert_eq!(rows[1].cells, [Cell::Empty, Cell::Text("x".to_owned())]);
}

#[test]
fn what_is_no_workbook_is_refused() {
    let protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(100);
    let broken = &plain("<sheetData/>")[..200];
    let unclosed = plain(r#"<sheetData><row r="1"><c r="A1""#);
    for bytes in [
        &b""[..],
        b"code,name\n1,2\n",
        &protected,
        &zipped(&[]),
        &zipped(&[("a.txt", b"a")]),
        broken,
        &unclosed,
    ] {
        assert_eq!(code(open("a.xlsx", bytes)), "package.not_a_workbook");
    }
}

#[test]
fn a_cell_beyond_any_column_neither_ends_the_program_nor_is_read() {
    let sheet = format!(r#"<sheetData><row r="1">{}</row></sheetData>"#, cell("AAAAAAAAAAAAAAAA1"));
    assert!(open("a.xlsx", &plain(&sheet)).is_err());
}

#[test]
fn a_zip_bomb_is_refused_while_it_unzips() {
    let caps = Caps { unzipped_bytes: 1 << 20, ..CAPS };
    let bomb = plain(&format!("{}<sheetData/>", " ".repeat(1 << 20)));
    assert!(bomb.len() < 5_000, "{} bytes", bomb.len());
    assert_eq!(code(open_within(&caps, "a.xlsx", &bomb)), "package.too_many_unzipped_bytes");
}

#[test]
fn each_cap_is_kept_and_names_itself() {
    let caps = Caps { sheets: 1, rows: 3, columns: 3, cells: 5, ..CAPS };
    let rows = |rows: &[&[&str]]| {
        let rows = rows.iter().enumerate().map(|(i, cells)| {
            let cells: String = cells.iter().map(|at| cell(at)).collect();
            format!(r#"<row r="{}">{cells}</row>"#, i + 1)
        });
        plain(&format!("<sheetData>{}</sheetData>", rows.collect::<String>()))
    };
    let open = |bytes: &[u8]| open_within(&caps, "a.xlsx", bytes);
    assert!(open(&rows(&[&["A1", "C1"], &["A2"], &["A3"]])).is_ok());
    assert_eq!(code(open(&rows(&[&["A1"], &["A2"], &["A3"], &["A4"]]))), "package.too_many_rows");
    assert_eq!(code(open(&rows(&[&["D1"]]))), "package.too_many_columns");
    assert_eq!(code(open(&rows(&[&["A1", "B1", "C1"], &["C2"]]))), "package.too_many_cells");
    let bytes = rows(&[]);
    let no_sheets = Caps { sheets: 0, ..CAPS };
    assert_eq!(code(open_within(&no_sheets, "a.xlsx", &bytes)), "package.too_many_sheets");
    let few_parts = Caps { entries: 5, ..CAPS };
    assert_eq!(code(open_within(&few_parts, "a.xlsx", &bytes)), "package.too_many_entries");
}

#[test]
fn all_texts_together_have_a_limit_however_often_one_is_named() {
    let caps = Caps { text_bytes: 1_000, ..CAPS };
    let cell = |column: &str, n: u32| {
        format!(r#"<c r="{column}{n}" t="inlineStr"><is><t>{}</t></is></c>"#, "x".repeat(300))
    };
    let sheet = |cells: u32| {
        let rows: String = (1..=cells).map(|n| format!(r#"<row r="{n}">{}</row>"#, cell("A", n))).collect();
        plain(&format!("<sheetData>{rows}</sheetData>"))
    };
    assert!(open_within(&caps, "a.xlsx", &sheet(3)).is_ok());
    assert_eq!(code(open_within(&caps, "a.xlsx", &sheet(4))), "package.too_many_text_bytes");
}

#[test]
fn the_dimension_is_a_hint() {
    for claim in ["A1", "1:49", "A0:B7", "", "A1:XFD1048576", "nonsense"] {
        let sheet =
            format!(r#"<dimension ref="{claim}"/><sheetData><row r="3">{}</row></sheetData>"#, cell("B3"));
        let book = open("a.xlsx", &plain(&sheet)).unwrap();
        assert_eq!(book.sheets[0].rows[0].cells, [Cell::Empty, Cell::Text("x".to_owned())], "{claim}");
    }
}

#[test]
fn a_formula_that_was_never_computed_is_not_blank() {
    for (cell, read) in [
        ("<f>1+1</f>", Some(Cell::Uncalculated)),
        ("<f>1+1</f><v/>", Some(Cell::Uncalculated)),
        ("<f t=\"shared\" si=\"0\"/>", Some(Cell::Uncalculated)),
        ("<f>1+1</f><v>2</v>", Some(Cell::Number("2".to_owned()))),
    ] {
        let sheet = format!(r#"<sheetData><row r="1"><c r="A1">{cell}</c></row></sheetData>"#);
        let rows = open("a.xlsx", &plain(&sheet)).unwrap().sheets[0].rows.clone();
        assert_eq!(rows.first().map(|row| row.cells[0].clone()), read, "{cell}");
    }
    let empty = r#"<sheetData><row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row></sheetData>"#;
    assert_eq!(open("a.xlsx", &plain(empty)).unwrap().sheets[0].rows, []);
}

#[test]
fn the_format_is_part_of_the_number() {
    let styles = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="170" formatCode="0,"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="170"/><xf numFmtId="1"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let relations = RELATIONS.replace(
        "</Relationships>",
        r#"<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="/xl/styles.xml"/></Relationships>"#,
    );
    let sheet = r#"<worksheet><sheetData><row><c s="1"><v>0.6</v></c><c s="2"><v>60000</v></c><c s="3"><v>2.5</v></c><c s="4"><v>43753</v></c><c t="d"><v>2019-01-05T00:00:00</v></c></row></sheetData></worksheet>"#;
    let bytes = zipped(&[
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ]);
    let formatted = |number: &str, format: &str, rounded| {
        Cell::Formatted(Formatted { number: number.to_owned(), format: format.to_owned(), rounded })
    };
    assert_eq!(
        open("a.xlsx", &bytes).unwrap().sheets[0].rows[0].cells,
        [
            Cell::Percent("60".to_owned()),
            formatted("60000", "0,", false),
            formatted("2.5", "0", true),
            Cell::Date("2019-10-15".to_owned()),
            Cell::Date("2019-01-05".to_owned()),
        ]
    );
}

#[test]
fn an_error_that_is_not_known_and_spaces_without_a_mark_are_kept() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="e"><v>#BUSY!</v></c><c r="B1" t="inlineStr"><is><t> a </t></is></c><c r="C1"><v>1x</v></c></row></sheetData>"#;
    assert_eq!(
        open("a.xlsx", &plain(sheet)).unwrap().sheets[0].rows[0].cells,
        [Cell::Error("#BUSY!".to_owned()), Cell::Text(" a ".to_owned()), Cell::Broken("1x".to_owned())]
    );
}

#[test]
fn empty_cells_count_neither_as_rows_nor_as_columns() {
    let styled = r#"<sheetData><row r="1"><c r="A1" s="1"/><c r="XFD1"/></row><row r="2"/></sheetData>"#;
    assert_eq!(open("a.xlsx", &plain(styled)).unwrap().sheets[0].rows, []);
}

#[test]
fn numbers_booleans_errors_and_formulas_are_read_by_their_values() {
    let sheet = r##"<sheetData><row r="1"><c r="A1"><v>88.09999999999999</v></c><c r="B1" t="b"><v>1</v></c>
        <c r="C1" t="e"><v>#REF!</v></c><c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f>"a"</f><v>a</v></c></row></sheetData>"##;
    let book = open("a.xlsx", &plain(sheet)).unwrap();
    assert_eq!(
        book.sheets[0].rows[0].cells,
        [
            Cell::Number("88.1".to_owned()),
            Cell::Bool(true),
            Cell::Error("#REF!".to_owned()),
            Cell::Number("2".to_owned()),
            Cell::Text("a".to_owned()),
        ]
    );
}

#[test]
fn strict_open_xml_is_read_too() {
    let strict = |part: &str| {
        part.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        .replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    };
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row r="1">{}</row></sheetData></worksheet>"#,
        cell("A1")
    );
    let bytes = zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", strict(PACKAGE).as_bytes()),
        ("xl/workbook.xml", strict(WORKBOOK).as_bytes()),
        ("xl/_rels/workbook.xml.rels", strict(RELATIONS).as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    assert_eq!(open("a.xlsx", &bytes).unwrap().sheets[0].rows[0].cells, [Cell::Text("x".to_owned())]);
}

#[test]
fn the_nought_that_programs_leave_for_excel_to_compute_is_no_result() {
    let later = WORKBOOK.replace("</workbook>", r#"<calcPr fullCalcOnLoad="1"/></workbook>"#);
    let sheet = r#"<worksheet><sheetData><row r="1"><c><f>2*3</f><v>0</v></c><c><f>2*3</f><v>6</v></c><c><v>0</v></c></row></sheetData></worksheet>"#;
    let read = |workbook: &str| {
        let parts = [
            ("_rels/.rels", PACKAGE),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        let bytes = zipped(&parts.map(|(name, text)| (name, text.as_bytes())));
        open("a.xlsx", &bytes).unwrap().sheets[0].rows[0].cells.clone()
    };
    let number = |text: &str| Cell::Number(text.to_owned());
    assert_eq!(read(&later), [Cell::Uncalculated, number("6"), number("0")]);
    assert_eq!(read(WORKBOOK), [number("0"), number("6"), number("0")]);
}

#[test]
fn a_form_of_its_own_has_room_for_long_lists_and_none_for_a_cell_at_the_end_of_the_sheet() {
    let row = |number: usize| format!(r#"<row r="{number}">{}</row>"#, cell(&format!("A{number}")));
    let long: String = (1..=30_000).map(row).collect();
    let sheet = plain(&format!("<sheetData>{long}</sheetData>"));
    assert_eq!(open_form("a.xlsx", &sheet).unwrap().sheets[0].rows.len(), 30_000);
    assert_eq!(code(open("a.xlsx", &sheet)), "package.too_many_rows");
    let last = plain(&format!(r#"<sheetData><row r="1048576">{}</row></sheetData>"#, cell("XFD1048576")));
    assert_eq!(code(open_form("a.xlsx", &last)), "package.too_many_columns");
}

#[test]
fn a_number_of_a_form_is_kept_to_its_last_digit() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><v>1234567890123456</v></c><c r="B1"><v>0.30000000000000004</v></c><c r="C1"><v>123456789012345678</v></c><c r="D1"><v>1.234567890123457E17</v></c></row></sheetData>"#;
    let number = |text: &str| Cell::Number(text.to_owned());
    let cells = |book: Result<Book, PackageError>| book.unwrap().sheets[0].rows[0].cells.clone();
    let exact = ["1234567890123456", "0.30000000000000004", "123456789012345678", "123456789012345696"];
    assert_eq!(cells(open_form("a.xlsx", &plain(sheet))), exact.map(number));
    let seen = ["1234567890123456", "0.3", "123456789012345680", "123456789012345696"];
    assert_eq!(cells(open("a.xlsx", &plain(sheet))), seen.map(number), "as a person sees it");
}

#[test]
fn what_is_damaged_is_named_and_no_row_is_taken_for_another() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>"#;
    let cells = open_form("a.xlsx", &plain(sheet)).unwrap().sheets[0].rows[0].cells.clone();
    assert_eq!(cells, [Cell::Broken("#99".to_owned())]);
    let row = format!(r#"<row r="2">{}</row>"#, cell("A2"));
    let twice = plain(&format!("<sheetData>{row}{row}</sheetData>"));
    assert_eq!(code(open_form("a.xlsx", &twice)), "package.row_twice");
}
