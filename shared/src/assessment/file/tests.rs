//! What an assessments.jsonl gives, and a diagnostic with its line for everything that the framework does not allow.

use super::*;
use crate::index::example::campaign;

fn read(lines: &[&str]) -> (Vec<String>, Vec<String>) {
    let campaign = campaign();
    let mut file = AssessmentFile::begin(&campaign, "a.jsonl");
    lines.iter().for_each(|line| file.line(line.as_bytes()));
    let (assessments, diagnostics) = file.end();
    let faults = diagnostics.iter().map(|d| format!("{} {}: {}", d.at.file, d.at.row.unwrap(), d.problem));
    (assessments.iter().map(|a| format!("{} {}", a.unit, a.code)).collect(), faults.collect())
}

fn fault(line: &str) -> String {
    let (read, faults) = read(&[line]);
    assert_eq!((read.len(), faults.len()), (0, 1), "{faults:?}");
    faults[0].clone()
}

/// A line that comes in, and what people should look at.
fn flags(line: &str) -> Vec<String> {
    let campaign = campaign();
    let mut file = AssessmentFile::begin(&campaign, "a.jsonl");
    file.line(line.as_bytes());
    let (assessments, diagnostics) = file.end();
    assert_eq!(assessments.len(), 1, "{diagnostics:?}");
    assert!(!diagnostics.iter().any(Diagnostic::is_fault), "{diagnostics:?}");
    diagnostics.into_iter().map(|it| it.problem.to_string()).collect()
}

#[test]
fn assessments_of_self_leaves_are_read() {
    let lines = [
        r#"{"unit":"D1","code":"3","self":5.0,"evidence":["a.pdf"],"note":"","appraised":4.75,"comment":"x"}"#,
        "",
        r#"{"unit":"H1","code":"3","self":2,"note":"x","appraised":null}"#,
    ];
    assert_eq!(read(&lines), (vec!["D1 3".into(), "H1 3".into()], vec![]));
}

#[test]
fn an_unreadable_line_is_named() {
    let fault = fault(r#"{"unit":"D1","code":"3","points":1}"#);
    assert!(
        fault.starts_with("a.jsonl 1: assessments.unreadable column=") && fault.contains("`points`"),
        "{fault}"
    );
}

#[test]
fn an_unknown_unit_or_leaf_is_named() {
    assert_eq!(fault(r#"{"unit":"D9","code":"3"}"#), "a.jsonl 1: assessments.unit_unknown unit=D9");
    // `2` is a leaf for departments only, and `0` is a node of the framework but no leaf.
    let expected = "a.jsonl 1: assessments.leaf_unknown code=2 unit=H1 unit_type=district";
    assert_eq!(fault(r#"{"unit":"H1","code":"2"}"#), expected);
    assert!(fault(r#"{"unit":"D1","code":"0"}"#).contains("leaf_unknown"));
}

#[test]
fn a_survey_leaf_can_only_be_excused() {
    let excused = r#"{"unit":"D1","code":"1","self":0,"appraised":null,"not_applicable":true}"#;
    assert_eq!(read(&[excused]), (vec!["D1 1".into()], vec![]));
    let given = excused.replace("null", "1");
    assert_eq!(flags(&given), ["assessments.survey_leaf code=1 unit=D1"]);
    assert_eq!(
        flags(r#"{"unit":"D1","code":"1","appraised":null}"#),
        ["assessments.survey_leaf code=1 unit=D1"]
    );
    assert!(fault(&excused.replace("null", "9")).contains("survey_leaf"), "above the maximum");
}

#[test]
fn points_outside_the_leaf_are_refused() {
    for (given, fault_of) in [
        (r#""appraised":5.25"#, "out_of_range code=3 maximum=5 points=5.25 unit=D1"),
        (r#""self":-0.25"#, "out_of_range code=3 maximum=5 points=-0.25 unit=D1"),
    ] {
        let line = format!(r#"{{"unit":"D1","code":"3","note":"x","comment":"x",{given}}}"#);
        assert_eq!(fault(&line), format!("a.jsonl 1: assessments.{fault_of}"));
    }
    let both = r#"{"unit":"D1","code":"3","self":9,"appraised":-1,"note":"x","comment":"x"}"#;
    assert_eq!(read(&[both]).1.len(), 2);
}

#[test]
fn what_an_entry_by_hand_is_refused_for_is_flagged_and_comes_in() {
    for (given, expected) in [
        (r#""self":0.3,"note":"x""#, &["off_step code=3 points=0.3 unit=D1"][..]),
        (r#""self":1,"evidence":[]"#, &["no_evidence code=3 unit=D1"]),
        (r#""self":1,"evidence":["a.pdf"],"appraised":0.75"#, &["no_reason code=3 unit=D1"]),
        (r#""self":1,"evidence":["a.pdf"],"appraised":1"#, &[]),
        (r#""self":0,"appraised":0"#, &[]),
        (r#""self":0,"not_applicable":true"#, &["no_reason code=3 unit=D1"]),
        (r#""self":0,"not_applicable":true,"comment":"x""#, &[]),
    ] {
        let line = format!(r#"{{"unit":"D1","code":"3",{given}}}"#);
        let expected: Vec<String> = expected.iter().map(|it| format!("assessments.{it}")).collect();
        assert_eq!(flags(&line), expected, "{given}");
    }
}

#[test]
fn a_leaf_assessed_twice_is_named_with_the_first_line() {
    let line = r#"{"unit":"D1","code":"3","appraised":1,"comment":"x"}"#;
    let other = r#"{"unit":"D2","code":"3","appraised":1,"comment":"x"}"#;
    let (read, faults) = read(&[other, line, line]);
    assert_eq!(read, ["D2 3", "D1 3"]);
    assert_eq!(faults, ["a.jsonl 3: assessments.twice code=3 first=2 unit=D1"]);
}
