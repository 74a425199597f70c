//! `parindex form`, as a person and as a script runs it, and beside the reference converter where its answers lie.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::binary::{parindex, root};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::xform::normal;

fn form(arguments: &[&str], file: &Path) -> Output {
    Command::new(parindex()).arg("form").args(arguments).arg(file).output().expect("parindex runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A workbook with the sheet survey, a line for each row.
fn workbook(survey: &str) -> tempfile::NamedTempFile {
    let cell = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |line: &str| format!("<row>{}</row>", line.split('|').map(cell).collect::<String>());
    let rows: String = survey.lines().map(row).collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = "http://schemas.openxmlformats.org/package/2006/relationships";
    let link = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{related}"><Relationship Id="r1" Type="{relation}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let parts = [
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="survey" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let mut file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    file.write_all(&zip.finish().unwrap().into_inner()).unwrap();
    file
}

#[test]
fn a_right_form_exits_with_0_and_is_written_as_an_xform() {
    let file = workbook("type|name|label\ntext|q|Who");
    let output = form(&["check", "--language", "en"], file.path());
    assert_eq!((output.status.code(), said(&output.stderr)), (Some(0), String::new()));
    assert!(said(&output.stdout).contains("1 questions, 1 languages"), "{}", said(&output.stdout));
    let output = form(&["xml", "--name", "root"], file.path());
    assert!(said(&output.stdout).contains(r#"<input ref="/root/q">"#));
}

#[test]
fn a_wrong_form_exits_with_1_and_says_where_in_both_languages() {
    let file = workbook("type|name|label\ntext|q|${x}");
    for (language, place) in [
        ("en", "sheet survey, row 2, column label: The form has no question x."),
        ("vi", "trang survey, dòng 2, cột label: Biểu mẫu không có câu hỏi x."),
    ] {
        let output = form(&["check", "--language", language], file.path());
        assert_eq!((output.status.code(), said(&output.stdout)), (Some(1), String::new()));
        assert!(said(&output.stderr).contains(place), "{}", said(&output.stderr));
    }
    let output = form(&["check", "--json"], file.path());
    assert_eq!(output.status.code(), Some(1));
    let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["accepted"], false);
    assert_eq!(verdict["diagnostics"][0]["problem"]["code"], "xlsform.reference_unknown");
    assert_eq!(form(&["xml"], file.path()).status.code(), Some(1));
    assert_eq!(form(&["check"], Path::new("/nowhere/form.xlsx")).status.code(), Some(1));
}

/// The forms of strangers that lie beside the repository, or nothing, said loudly.
fn corpus() -> Option<PathBuf> {
    let corpus = root().join("../shared/oracle/forms");
    if !corpus.is_dir() {
        eprintln!("SKIPPED: {} is not there, so nothing was compared", corpus.display());
        return None;
    }
    Some(corpus)
}

/// Those that pyxform 4.5.0 refuses. One more it refuses for its name alone, an .xls called .xlsx: here the content counts.
const REFUSED: [&str; 3] =
    ["duplicate_columns.xlsx", "calculate_without_calculation.xls", "group_name_test.xls"];

#[test]
fn workbooks_of_strangers_get_the_verdict_of_the_converter() {
    let Some(corpus) = corpus() else { return };
    let mut count = 0;
    for folder in ["pyxform", "web-forms"] {
        for entry in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if !path.extension().is_some_and(|ending| ending == "xls" || ending == "xlsx") {
                continue;
            }
            let refused = REFUSED.iter().any(|name| path.ends_with(name));
            let output = form(&["check", "--json"], &path);
            assert_eq!(output.status.code(), Some(i32::from(refused)), "{}", path.display());
            count += 1;
        }
    }
    assert_eq!(count, 33);
}

#[test]
fn ten_forms_are_written_as_the_converter_writes_them() {
    let Some(corpus) = corpus().map(|corpus| corpus.join("pyxform")) else { return };
    for file in [
        "attribute_columns_test.xlsx",
        "flat_xlsform_test.xlsx",
        "or_other.xlsx",
        "pull_data.xlsx",
        "repeat_date_test.xls",
        "widgets.xls",
        "xlsform_spec_test.xlsx",
        "xml_escaping.xls",
        "default_time_demo.xls",
        "survey_no_name.xlsx",
    ] {
        let stem = file.split('.').next().unwrap();
        let name: &[&str] = if stem == "survey_no_name" { &[] } else { &["--name", stem] };
        let output = form(&[&["xml"], name].concat(), &corpus.join(file));
        let expected = std::fs::read_to_string(corpus.join(format!("expected/{stem}.xml"))).unwrap();
        assert_eq!(normal(&said(&output.stdout)), normal(&expected), "{file}");
    }
}
