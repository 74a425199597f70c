//! Where pyxform 4.5.0 is not what one would guess: what it does, and what is done here instead where that would lose something.

use super::table::{CHOICES, fault, warnings, xml};

fn has(sheets: &[(&str, &str)], pieces: &[&str]) {
    let xml = xml(sheets);
    pieces.iter().for_each(|piece| assert!(xml.contains(piece), "{piece} is not in {xml}"));
}

#[test]
fn a_range_without_parameters_goes_from_1_to_10() {
    has(
        &[("survey", "type|name|label\nrange|q|Q")],
        &[r#"<range ref="/data/q" start="1" end="10" step="1">"#],
    );
}

#[test]
fn a_group_without_a_label_has_none_and_a_repeat_an_empty_one() {
    let survey =
        "type|name|label\nbegin group|g|\ntext|q|Q\nend group\nbegin repeat|r|\ntext|p|P\nend repeat";
    has(
        &[("survey", survey)],
        &[r#"<group ref="/data/g"><input"#, r#"<group ref="/data/r"><label/><repeat"#],
    );
    assert_eq!(warnings(&[("survey", survey)]), ["survey 5 label: xlsform.repeat_without_label"]);
}

/// pyxform leaves out what stands in the plain column of a question that the first language has a text for.
#[test]
fn a_plain_label_beside_those_of_languages_is_kept() {
    let survey =
        "type|name|label|label::English (en)|label::Tiếng Việt (vi)\ntext|q|Plain|E|V\ntext|p|Only||";
    let kept =
        r#"<translation lang="default"><text id="/data/q:label"><value>Plain</value></text></translation>"#;
    has(
        &[("survey", survey), ("settings", "default_language\nTiếng Việt (vi)")],
        &[kept, "<label>Only</label>"],
    );
    let same = survey.replace("Plain", "V");
    let written = xml(&[("survey", &same), ("settings", "default_language\nTiếng Việt (vi)")]);
    assert!(!written.contains(r#"lang="default""#), "{written}");
}

/// pyxform refuses the row of the end.
#[test]
fn a_group_in_capitals_is_refused_at_its_own_row() {
    let survey = "type|name|label\nBegin Group|g|G\ntext|q|Q\nend group";
    assert_eq!(fault(&[("survey", survey)]).as_deref(), Some("survey 2 type: xlsform.type"));
}

#[test]
fn or_other_in_languages_is_warned_of_and_english() {
    let survey = "type|name|label::Tiếng Việt (vi)\nselect_one l or_other|q|Q";
    let sheets = [("survey", survey), ("choices", "list_name|name|label::Tiếng Việt (vi)\nl|a|A")];
    assert!(warnings(&sheets).contains(&"survey  : xlsform.other_in_languages".to_owned()));
    has(&sheets, &["<value>Other</value>", "Specify other."]);
}

#[test]
fn curly_quotes_are_straightened() {
    let survey = "type|name|label|relevant\ntext|q|Q|\ntext|p|P|${q} = “x” or ${q} = ‘y’";
    has(&[("survey", survey), CHOICES], &[r#"relevant=" /data/q  = &quot;x&quot; or  /data/q  = 'y'""#]);
}
