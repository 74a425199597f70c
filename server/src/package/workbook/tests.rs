//! Hostile and broken workbooks: each is refused by name, at once, whatever it claims about itself.

use std::io::Write;

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
    let bomb = workbook("<sheetData/>", ("xl/media/bomb.bin", &vec![0; 1 << 20]));
    assert!(bomb.len() < 5_000, "{} bytes", bomb.len());
    assert_eq!(code(open_within(&caps, "a.xlsx", &bomb)), "package.too_many_unzipped_bytes");
}

#[test]
fn a_claimed_count_of_strings_reserves_no_memory() {
    for claim in
        ["uniqueCount=\"99999999999\"", "uniqueCount = '99999999999'", "uniqueCount=\"+99999999999\""]
    {
        let strings = format!(
            r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {claim}><si><t>a</t></si></sst>"#
        );
        let bytes = workbook("<sheetData/>", ("xl/sharedStrings.xml", strings.as_bytes()));
        assert_eq!(code(open("a.xlsx", &bytes)), "package.not_a_workbook", "{claim}");
        let wide: Vec<u8> = strings.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = workbook("<sheetData/>", ("xl/sharedStrings.xml", &wide));
        assert_eq!(code(open("a.xlsx", &bytes)), "package.not_a_workbook", "{claim} in UTF-16");
    }
}

#[test]
fn each_cap_is_kept_and_names_itself() {
    let caps = Caps { sheets: 1, rows: 3, columns: 3, cells: 4, ..CAPS };
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
    assert_eq!(code(open(&rows(&[&["A1", "B1", "C1"], &["A2", "B2"]]))), "package.too_many_cells");
    let bytes = rows(&[]);
    let no_sheets = Caps { sheets: 0, ..CAPS };
    assert_eq!(code(open_within(&no_sheets, "a.xlsx", &bytes)), "package.too_many_sheets");
    let few_parts = Caps { entries: 5, ..CAPS };
    assert_eq!(code(open_within(&few_parts, "a.xlsx", &bytes)), "package.too_many_entries");
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
