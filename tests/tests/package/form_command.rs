//! `parindex form`, as a person and as a script runs it, and beside the reference converter where its answers lie.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::binary::parindex;
use tests::{book, oracle};

use tests::xform::normal;

fn form(arguments: &[&str], file: &Path) -> Output {
    Command::new(parindex()).arg("form").args(arguments).arg(file).output().expect("parindex runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A workbook with the sheet survey, a line for each row.
fn workbook(survey: &str) -> tempfile::NamedTempFile {
    let rows = survey.lines().map(|line| line.split('|').collect());
    let mut file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    file.write_all(&book::zipped(&book::files(&[("survey", book::sheet(rows))], &[]))).unwrap();
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

#[test]
fn an_xform_is_read_in_the_encoding_that_it_says() {
    let xform = |encoding: &str| {
        format!(
            r#"<?xml version="1.0" encoding="{encoding}"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>F</h:title><model><instance><data id="f"><a/></data></instance></model></h:head><h:body><input ref="/data/a"><label>é</label></input></h:body></h:html>"#
        )
    };
    let narrow = |text: String| text.chars().map(|sign| sign as u8).collect::<Vec<_>>();
    let wide = |text: String| {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<_>>()
    };
    for (bytes, accepted) in [
        (narrow(xform("ISO-8859-1")), true),
        (narrow(xform("windows-1258")), true),
        (wide(xform("UTF-16")), true),
        (narrow(xform("UTF-8")), false),
        (narrow(xform("nothing-known")), false),
    ] {
        let mut file = tempfile::Builder::new().suffix(".xml").tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let output = form(&["xml"], file.path());
        assert_eq!(output.status.code(), Some(if accepted { 0 } else { 1 }), "{}", said(&output.stderr));
        assert_eq!(said(&output.stdout).contains("<label>é</label>"), accepted);
    }
}

#[test]
fn an_xform_is_refused_where_no_engine_opens_it_and_warned_of_where_one_does() {
    let xform = |body: &str| {
        format!(
            r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>F</h:title><model><instance><data id="f"><a/></data></instance></model></h:head><h:body>{body}</h:body></h:html>"#
        )
    };
    for (body, status, said_in_short) in
        [(r#"<input ref="/data/zz"/>"#, 0, "/data/zz"), ("<input/>", 1, "input")]
    {
        let mut file = tempfile::Builder::new().suffix(".xml").tempfile().unwrap();
        file.write_all(xform(body).as_bytes()).unwrap();
        for command in ["check", "xml"] {
            let output = form(&[command, "--language", "en"], file.path());
            let told = said(&output.stderr);
            assert_eq!(output.status.code(), Some(status), "{command} {body}: {told}");
            assert!(told.contains(&format!("column {said_in_short}")), "{told}");
        }
    }
}

#[test]
fn a_run_says_which_repeat_keeps_no_more_instances() {
    let file = workbook(
        "type|name|label|repeat_count\ninteger|n|N|\nbegin repeat|r|R|${n}\ntext|q|Q|\nend repeat|||",
    );
    for (n, full) in [("9999", None), ("100000", Some("/data/r"))] {
        let mut steps = tempfile::NamedTempFile::new().unwrap();
        write!(steps, r#"[{{"set":"/data/n","value":"{n}"}}]"#).unwrap();
        let steps = steps.path().display().to_string();
        let output = form(&["run", "--language", "en", "--steps", &steps], file.path());
        let out: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(out["full"][0].as_str(), full, "{n}");
        assert_eq!(said(&output.stderr).contains("no more than 10000 instances"), full.is_some());
    }
}

/// The forms of strangers that lie beside the repository, or nothing, said loudly.
fn corpus() -> Option<PathBuf> {
    let corpus = oracle::folder().join("forms");
    if !corpus.is_dir() {
        eprintln!("SKIPPED: {} is not there, so nothing was compared", corpus.display());
        return None;
    }
    Some(corpus)
}

/// Those that pyxform 4.5.0 refuses, and where it is told here. One more it refuses for its name alone, an .xls called .xlsx: here
/// the content counts.
const REFUSED: [(&str, u32, &str); 3] = [
    ("duplicate_columns.xlsx", 1, "label"),
    ("calculate_without_calculation.xls", 34, "calculation"),
    ("group_name_test.xls", 3, "name"),
];

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
            let refused = REFUSED.iter().find(|(name, ..)| path.ends_with(name));
            let output = form(&["check", "--json"], &path);
            assert_eq!(output.status.code(), Some(i32::from(refused.is_some())), "{}", path.display());
            if let Some((_, row, column)) = refused {
                let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
                let found = said["diagnostics"].as_array().unwrap();
                let here = |at: &serde_json::Value| {
                    at["sheet"] == "survey" && at["row"] == *row && at["column"] == *column
                };
                assert!(found.iter().any(|one| here(&one["at"])), "{}: {said}", path.display());
            }
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
