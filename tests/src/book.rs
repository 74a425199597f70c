//! Workbooks written part by part, also such as no program of people writes.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATED_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";
const WORKBOOK_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const RELATED: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A .zip of these files.
pub fn zipped(files: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a file in a .zip");
        zip.write_all(content.as_bytes()).expect("written");
    }
    zip.finish().expect("a .zip").into_inner()
}

/// The files of an .xlsx of these sheets, each with what its part holds, and of other parts by their kind.
pub fn files(sheets: &[(&str, String)], others: &[(&str, String)]) -> Vec<(String, String)> {
    let sheet_names = sheets
        .iter()
        .enumerate()
        .map(|(at, (name, _))| format!(r#"<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>"#, n = at + 1));
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{}</sheets></workbook>"#,
        sheet_names.collect::<String>()
    );
    let parts = || {
        let sheets = sheets.iter().map(|(_, content)| ("worksheet", content));
        sheets.chain(others.iter().map(|(kind, content)| (*kind, content))).enumerate()
    };
    let related: String = parts()
        .map(|(at, (kind, _))| {
            let n = at + 1;
            format!(r#"<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="part{n}.xml"/>"#)
        })
        .collect();
    let package =
        format!(r#"<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>"#);
    let relations = |inner: &str| format!(r#"<Relationships xmlns="{RELATED}">{inner}</Relationships>"#);
    let kinds = format!(
        r#"<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="{RELATED_TYPE}"/><Override PartName="/xl/workbook.xml" ContentType="{WORKBOOK_TYPE}"/></Types>"#
    );
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), kinds),
        ("_rels/.rels".to_owned(), relations(&package)),
        ("xl/workbook.xml".to_owned(), workbook),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(&related)),
    ];
    files.extend(parts().map(|(at, (_, content))| (format!("xl/part{}.xml", at + 1), content.clone())));
    files
}

/// What the part of a sheet holds that has these rows.
pub fn sheet<'r>(rows: impl IntoIterator<Item = Vec<&'r str>>) -> String {
    let cell = |text: &&str| match text.is_empty() {
        true => "<c/>".to_owned(),
        false => format!(r#"<c t="inlineStr"><is><t>{}</t></is></c>"#, escaped(text)),
    };
    let row = |cells: Vec<&str>| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    let rows: String = rows.into_iter().map(row).collect();
    format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
