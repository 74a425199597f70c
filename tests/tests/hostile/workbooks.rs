//! Workbooks that claim, hide or multiply.

use tests::book::{files, sheet, zipped};

use crate::bounds::{kept, refused, run};

/// What is wrong with each, when a form or a part of a campaign is read.
pub fn of_any_kind() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let one = |part: String| zipped(&files(&[("survey", part)], &[]));
    let row = |cells: &str| one(format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"));
    let beside = |kind: &'static str, part: String| {
        let survey = sheet([vec!["type", "name", "label"], vec!["text", "q", "Q"]]);
        zipped(&files(&[("survey", survey)], &[(kind, part)]))
    };
    let text = r#"<c t="inlineStr"><is><t>x</t></is></c>"#;
    let many: Vec<(String, String)> = (0..10_001).map(|n| (format!("{n}"), String::new())).collect();
    let sheets: String = (0..200_000).map(|_| r#"<sheet name="s" r:id="r1"/>"#).collect();
    let mut parts = files(&[("survey", sheet([vec!["type"]]))], &[]);
    parts[2].1 = format!(r#"<workbook xmlns:r="x"><sheets>{sheets}</sheets></workbook>"#);
    vec![
        (
            "a part that unzips to 60 MB",
            one(format!("{}<worksheet/>", " ".repeat(60 << 20))),
            "package.too_many_unzipped_bytes",
        ),
        ("10,001 files in a .zip", zipped(&many), "package.too_many_entries"),
        ("200,000 sheets", zipped(&parts), "package.too_many_sheets"),
        (
            "a cell at the end of all cells",
            row(r#"<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>"#),
            "package.too_many_columns",
        ),
        ("100,000 columns", row(&text.repeat(100_000)), "package.too_many_columns"),
        (
            "a text of 30 MB",
            row(&format!(r#"<c t="inlineStr"><is><t>{}</t></is></c>"#, "x".repeat(30 << 20))),
            "package.too_many_text_bytes",
        ),
        (
            "nine million shared texts",
            beside("sharedStrings", format!("<sst>{}</sst>", "<si/>".repeat(9_000_000))),
            "package.too_many_cells",
        ),
        (
            "a shared text of a million pieces",
            beside("sharedStrings", format!("<sst><si>{}</si></sst>", "<t>xx</t>".repeat(1_000_000))),
            "package.too_many_text_bytes",
        ),
        (
            "entities that grow",
            one("<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><worksheet>&c;</worksheet>".into()),
            "package.not_a_workbook",
        ),
        (
            "100,000 number formats",
            beside("styles", {
                let format = |n| format!(r#"<numFmt numFmtId="{n}" formatCode="0"/>"#);
                format!(
                    "<styleSheet><numFmts>{}</numFmts></styleSheet>",
                    (0..100_000).map(format).collect::<String>()
                )
            }),
            "package.not_a_workbook",
        ),
    ]
}

#[test]
fn a_form_is_refused_for_what_its_file_claims() {
    for (what, bytes, code) in of_any_kind() {
        refused(what, &bytes, ".xlsx", code);
    }
}

/// A workbook with these rows below the heads of survey, and these choices.
fn form(heads: &[&str], survey: Vec<Vec<String>>, choices: Vec<Vec<String>>) -> Vec<u8> {
    fn rows<'a>(heads: &[&'a str], rows: &'a [Vec<String>]) -> String {
        let rows = rows.iter().map(|row| row.iter().map(String::as_str).collect());
        sheet(std::iter::once(heads.to_vec()).chain(rows))
    }
    let sheets = [
        ("survey", rows(heads, &survey)),
        ("choices", rows(&["list_name", "name", "label"], &choices)),
        ("settings", rows(&["flat"], &[vec!["yes".to_owned()]])),
    ];
    zipped(&files(&sheets[..if survey[0][0] == "begin group" { 3 } else { 2 }], &[]))
}

fn line<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

#[test]
fn a_form_is_refused_for_what_its_rows_would_become() {
    const HEADS: [&str; 4] = ["type", "name", "label", "relevant"];
    let named = |n: usize, kind: &str| line([kind, &format!("q{n}"), "Q", ""]);
    let asked = |n: usize, condition: &str| line(["text", &format!("q{n}"), "Q", condition]);
    let long = "n".repeat(7_000);
    let choices = |n: usize| (0..n).map(|n| line(["l", &format!("c{n}"), "C"])).collect::<Vec<_>>();
    let nested = |kind: &str, n: usize| (0..n).map(|n| named(n, kind)).collect::<Vec<_>>();
    let in_long = std::iter::once(line(["begin repeat", &long, "Q", ""]))
        .chain((0..10_000).map(|n| asked(n, "1")))
        .chain([line(["end repeat", "", "", ""])]);
    let in_condition = std::iter::once(line(["begin group", "g", "Q", &long]))
        .chain((0..10_000).map(|n| asked(n, "1")))
        .chain([line(["end group", "", "", ""])]);
    // Three loops over 60 choices are 216,000 questions; a group of 2,000 in one over 100 is as many.
    let loops = |n: usize, inside: Vec<Vec<String>>| {
        let begin = (0..n).map(|n| named(n, "begin loop over l"));
        begin.chain(inside).chain((0..n).map(|_| line(["end loop", "", "", ""]))).collect::<Vec<_>>()
    };
    let group = std::iter::once(named(1, "begin group"))
        .chain((2..2_002).map(|n| asked(n, "")))
        .chain([line(["end group", "", "", ""])]);
    // Every choice puts its long label into each of 1,000 questions.
    let mut wordy = choices(100);
    wordy.iter_mut().for_each(|choice| choice[2] = "C".repeat(20_000));
    let said = (1..1_001).map(|n| line(["text", &format!("q{n}"), "%(label)s %(label)s", ""])).collect();
    let unknown = (0..10_000).map(|n| asked(n, "${nothing} = 1"));
    for (what, bytes, code) in [
        ("100 groups in each other", form(&HEADS, nested("begin repeat", 100), choices(0)), "xform.too_deep"),
        (
            "a long name around many questions",
            form(&HEADS, in_long.collect(), choices(0)),
            "xlsform.too_large",
        ),
        (
            "a long condition around many",
            form(&HEADS, in_condition.collect(), choices(0)),
            "xlsform.too_large",
        ),
        ("loops in loops", form(&HEADS, loops(3, vec![asked(3, "")]), choices(60)), "xlsform.too_large"),
        (
            "a large group in a loop",
            form(&HEADS, loops(1, group.collect()), choices(100)),
            "xlsform.too_large",
        ),
        ("long labels in a loop", form(&HEADS, loops(1, said), wordy), "xlsform.too_large"),
        (
            "more questions than anybody answers",
            form(&HEADS, (0..20_000).map(|n| asked(n, "1")).collect(), choices(0)),
            "xlsform.too_large",
        ),
        ("a fault in each of 10,000 rows", form(&HEADS, unknown.collect(), choices(0)), "sheet.more_faults"),
    ] {
        refused(what, &bytes, ".xlsx", code);
    }
}

/// A form with one question about a list of so many choices, with these columns beside their names.
fn list_of(columns: &[String], rows: usize) -> Vec<u8> {
    let heads = ["list_name", "name"].into_iter().chain(columns.iter().map(String::as_str)).collect();
    let names = (0..rows).map(|n| format!("n{n}")).collect::<Vec<_>>();
    let row = |name| ["l", name].into_iter().chain(vec!["some words"; columns.len()]).collect();
    let rows = std::iter::once(heads).chain(names.iter().map(|name| row(name.as_str())));
    let survey = sheet([vec!["type", "name", "label"], vec!["select_one l", "q", "Q"]]);
    zipped(&files(&[("survey", survey), ("choices", sheet(rows))], &[]))
}

#[test]
fn a_long_list_in_three_languages_is_written_as_an_xform_within_bounds() {
    let languages = ["Tiếng Việt (vi)", "English (en)", "Tày (tyz)"].map(|name| format!("label::{name}"));
    let said = run(&["form", "xml"], kept(&list_of(&languages, 79_999), ".xlsx").path());
    assert_eq!(said.status, Some(0), "{}", said.complaint);
}

/// More than anybody writes, and nothing wrong with it: it fits into the bounds.
#[test]
fn long_lists_and_many_questions_are_read_within_bounds() {
    const HEADS: [&str; 4] = ["type", "name", "label", "relevant"];
    let choices = |n: usize| (0..n).map(|n| line(["l", &format!("c{n}"), "C"])).collect::<Vec<_>>();
    let asking =
        |kind: &str, n: usize| (0..n).map(|n| line([kind, &format!("q{n}"), "Q", ""])).collect::<Vec<_>>();
    let wide = |columns: usize, rows: usize| {
        list_of(&(0..columns).map(|n| format!("c{n}")).collect::<Vec<_>>(), rows)
    };
    for (what, bytes, accepted) in [
        (
            "a list of 100,000 for 5,000 questions",
            form(&HEADS, asking("select_multiple l", 5_000), choices(100_000)),
            true,
        ),
        (
            "the same with others",
            form(&HEADS, asking("select_one l or_other", 20_000), choices(100_000)),
            false,
        ),
        ("400,000 cells in few columns", wide(3, 79_999), true),
        ("400,000 cells in many", wide(998, 400), true),
    ] {
        let said = run(&["form", "check", "--json"], kept(&bytes, ".xlsx").path());
        assert_eq!(said.json["accepted"], accepted, "{what}: {:?} {}", said.status, said.complaint);
    }
    let (file, steps) =
        (kept(&form(&HEADS, asking("select_one l", 3_000), choices(50_000)), ".xlsx"), kept(b"[]", ".json"));
    let steps = steps.path().display().to_string();
    let said = run(&["form", "run", "--language", "en", "--steps", &steps], file.path());
    assert_eq!(said.status, Some(1), "{}", said.complaint);
    assert!(said.complaint.contains("more than 300"), "{}", said.complaint);
}

/// The converter takes expressions as they are: they are warned of, and the rest of the form is read.
#[test]
fn expressions_that_no_person_writes_are_warned_of() {
    let deep = format!("{}1{}", "(".repeat(200), ")".repeat(200));
    let pattern = format!("regex(., '{}a{}')", "(".repeat(300), ")".repeat(300));
    let rows = [
        line(["calculate", "one", "", "", "${two}"]),
        line(["calculate", "two", "", "", "${three} + 1"]),
        line(["calculate", "three", "", "", "${one}"]),
        line(["text", "q", "Q", &deep, ""]),
        line(["text", "p", "Q", &pattern, ""]),
    ];
    let heads = ["type", "name", "label", "constraint", "calculation"];
    let file = kept(&form(&heads, rows.to_vec(), Vec::new()), ".xlsx");
    let said = run(&["form", "check", "--json"], file.path());
    assert_eq!((said.status, &said.json["accepted"]), (Some(0), &true.into()), "{}", said.complaint);
    let codes = said.codes();
    for code in ["form.cycle", "expression.too_deep", "expression.pattern"] {
        assert!(codes.contains(&code), "{code} is not among {codes:?}");
    }
    let cycle = said.json["diagnostics"].as_array().into_iter().flatten();
    let cycle = cycle.filter_map(|one| one["problem"]["params"]["questions"].as_str()).next();
    assert_eq!(cycle, Some("one → three → two → one"));
}
