//! What is accepted and told to a person all the same: nothing is left out without a word.

use super::table::warnings;

#[test]
fn what_is_not_read_is_said() {
    let gap = format!("type|name|label\ntext|q|Q{}\nbad|r|R", "\n".repeat(62));
    for (sheets, said) in [
        (&[("survey", gap.as_str())][..], "survey 65 : xlsform.past_blank_rows"),
        (
            &[("survey", "type|name|label|note\n|||a comment\ntext|q|Q|")],
            "survey 2 type: xlsform.row_skipped",
        ),
        (
            &[("survey", "type|name|label\ntext|q|Q"), ("settings", "form_id\nF\nG")],
            "settings 3 : xlsform.settings_row",
        ),
        (
            &[
                ("survey", "type|name|label\nselect_one l|q|Q"),
                ("choices", "list_name|name|label|my col\nl|a|A|x"),
            ],
            "choices 1 my col: xlsform.choice_column",
        ),
        (
            &[("survey", "type|name|label\ntext|q|Q"), ("setting", "form_id\nF")],
            "setting  : xlsform.sheet_alike",
        ),
    ] {
        assert_eq!(warnings(sheets), [said]);
    }
    let columns = format!("type|name|label{}|relevant\ntext|q|Q{}|${{x}}", "|".repeat(21), "|".repeat(21));
    assert_eq!(warnings(&[("survey", &columns)]), ["survey 1 relevant: xlsform.past_blank_columns"]);
}

#[test]
fn what_is_doubtful_is_said() {
    for (survey, said) in [
        ("type|name|label\ntext|q|Q\ntext|Q|Q", "survey 3 name: xlsform.name_alike"),
        (
            "type|name|label\nbegin repeat|r|\ntext|q|Q\nend repeat",
            "survey 2 label: xlsform.repeat_without_label",
        ),
        ("type|name|label\nimage|q|Q", "survey 2 parameters: xlsform.picture_size"),
        ("type|name|label\nsimserial|q|", "survey 2 type: xlsform.device_unknown"),
        ("type|name|label::English\ntext|q|Q", "survey 1 label::English: xlsform.language_code"),
        (
            "type|name|label::English (en)|label::French (fr)|hint::English (en)\ntext|q|Q|R|h",
            "survey  : xlsform.language_lacks",
        ),
        ("type|name|label|disabled\ntext|q|Q|no", "survey 2 disabled: xlsform.disabled"),
    ] {
        assert_eq!(warnings(&[("survey", survey)]), [said], "{survey}");
    }
}
