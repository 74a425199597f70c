//! What pyxform 4.5.0 refuses, each at its sheet, row and column.

use super::table::{CHOICES, fault};

/// Tables of survey that are refused, and where.
fn all(cases: &[(&str, &str)]) {
    for (survey, place) in cases {
        assert_eq!(fault(&[("survey", survey), CHOICES]).as_deref(), Some(*place), "{survey}");
    }
}

#[test]
fn types_that_are_none() {
    for kind in ["Text", "Begin Group", "select_one", "select_one l x", "include", "survey", "texts"] {
        let found = fault(&[("survey", &format!("type|name|label\ntext|a|A\n{kind}|q|Q")), CHOICES]);
        assert!(found.is_some_and(|it| it.starts_with("survey 3 type: ")), "{kind}");
    }
}

#[test]
fn names_that_are_missing_wrong_or_taken() {
    all(&[
        ("type|name|label\ntext||Q", "survey 2 name: cell.empty"),
        ("type|name|label\nbegin group||G\ntext|q|Q\nend group", "survey 2 name: cell.empty"),
        ("type|name|label\ntext|1a|Q", "survey 2 name: xlsform.name"),
        ("type|name|label\ntext|a b|Q", "survey 2 name: xlsform.name"),
        ("type|name|label\ntext|meta|Q", "survey 2 name: xlsform.name_reserved"),
        ("type|name|label\ntext|q|Q\ntext|q|Q", "survey 3 name: cell.duplicate"),
        ("type|name|label\nbegin repeat|data|R\ntext|q|Q\nend repeat", "survey 2 name: xlsform.repeat_name"),
        ("type|name|label\nselect_one l or_other|q|Q\ntext|q_other|O", "survey 3 name: xlsform.name_twice"),
        ("type|name|label\n|q|Q", "survey 2 type: cell.empty"),
        ("type|name|label\naudit|x|", "survey 2 name: xlsform.audit_name"),
    ]);
}

#[test]
fn groups_that_do_not_match() {
    all(&[
        ("type|name|label\nbegin group|g|G\ntext|q|Q\nend repeat", "survey 4 type: form.end_mismatch"),
        ("type|name|label\nbegin group|g|G\ntext|q|Q", "survey 2 type: form.never_ended"),
        ("type|name|label\ntext|q|Q\nend group", "survey 3 type: form.end_without_begin"),
        ("type|name|label\nbegin loop over x|p|P\ntext|q|Q\nend loop", "survey 2 type: form.list_unknown"),
    ]);
}

#[test]
fn a_loop_over_choices_that_cannot_be_groups() {
    for name in ["18", "a b", "a/b", "-x"] {
        let choices = format!("list_name|name|label\nl|{name}|A\nl|b|B");
        let survey = "type|name|label\nbegin loop over l|p|P\ninteger|n|N\nend loop";
        let found = fault(&[("survey", survey), ("choices", &choices)]);
        assert_eq!(found.as_deref(), Some("survey 2 type: xlsform.loop_name"), "{name}");
    }
}

#[test]
fn references_that_lead_nowhere() {
    all(&[
        ("type|name|label\ntext|q|${x}", "survey 2 label: xlsform.reference_unknown"),
        ("type|name|label|relevance\ntext|q|Q|${ q }", "survey 2 relevance: xlsform.reference_malformed"),
        ("type|name|label|hint\ntext|q|Q|${q", "survey 2 hint: xlsform.reference_malformed"),
        (
            "type|name|label\nbegin group|g|G\ntext|q|Q\nend group\ntext|q|Q\nnote|n|${q}",
            "survey 6 label: xlsform.reference_ambiguous",
        ),
        ("type|name|label\ncsv-external|f|\ntext|q|${f}", "survey 3 name: xlsform.reference_ambiguous"),
        (
            "type|name|label|trigger\ntext|a|A|\ncalculate|b||a",
            "survey 3 trigger: xlsform.reference_malformed",
        ),
        (
            "type|name|label|trigger\ntext|a|A|\ntext|b|B|${a} ${a}",
            "survey 3 trigger: xlsform.trigger_commas",
        ),
        (
            "type|name|label|trigger\nbegin group|g|G|\nend group\ntext|b|B|${g}",
            "survey 4 trigger: xlsform.reference_unknown",
        ),
        (
            "type|name|label|trigger|calculation\ncalculate|a|||1\ncalculate|b||${a}|2",
            "survey 3 trigger: xlsform.trigger_unseen",
        ),
    ]);
    let settings = ("settings", "instance_name\n${x}");
    let found = fault(&[("survey", "type|name|label\ntext|q|Q"), settings]);
    assert_eq!(found.as_deref(), Some("settings 2 instance_name: xlsform.reference_unknown"));
}

#[test]
fn what_is_shown_needs_words_and_what_is_computed_a_formula() {
    all(&[
        ("type|name|label\ntext|q|", "survey 2 label: xlsform.label_missing"),
        ("type|name|label|guidance_hint\ntext|q||g", "survey 2 label: xlsform.label_missing"),
        ("type|name|label|big-image\ntext|q|Q|a.png", "survey 2 big-image: xlsform.big_image_alone"),
        ("type|name|label|media::film\ntext|q|Q|a.png", "survey 2 media::film: xlsform.media"),
        ("type|name|label\ncalculate|q|", "survey 2 calculation: cell.empty"),
        ("type|name|label|calculate\ncalculate|q||", "survey 2 calculate: cell.empty"),
        ("type|name|label|bind::type\nselect_one l|q|Q|int", "survey 2 bind::type: xlsform.select_type"),
        ("type|name|label|trigger\nbackground-geopoint|q||", "survey 2 trigger: cell.empty"),
    ]);
}

#[test]
fn parameters_that_do_not_fit() {
    for (kind, parameters, code) in [
        ("text", "rows", "xlsform.parameters"),
        ("text", "row=3", "xlsform.parameter_unknown"),
        ("text", "rows=x", "xlsform.parameter_value"),
        ("range", "step=0", "xlsform.parameter_value"),
        ("range", "step=20", "xlsform.parameter_value"),
        ("range", "start=a", "xlsform.parameter_value"),
        ("range", "tick_interval=3 step=2", "xlsform.parameter_value"),
        ("range", "placeholder=50", "xlsform.parameter_value"),
        ("range", "tick_labelset=l", "xlsform.tick_labels"),
        ("range", "tick_labelset=x", "form.list_unknown"),
        ("image", "max-pixels=x", "xlsform.parameter_value"),
        ("image", "app=a", "xlsform.parameter_value"),
        ("audio", "quality=x", "xlsform.parameter_value"),
        ("background-audio", "quality=external", "xlsform.parameter_value"),
        ("geopoint", "capture-accuracy=x", "xlsform.parameter_value"),
        ("geotrace", "incremental=false", "xlsform.parameter_value"),
        ("geoshape", "reference-geometry=x", "xlsform.geometry_unknown"),
        ("select_one l", "seed=1", "xlsform.seed_alone"),
        ("select_one l", "randomize=x", "xlsform.parameter_value"),
        ("select_one l", "value=x", "xlsform.parameter_unknown"),
        ("select_one_from_file a.csv", "value=x*y", "xlsform.name"),
    ] {
        let survey = format!("type|name|label|parameters\n{kind}|q|Q|{parameters}");
        let found = fault(&[("survey", &survey), CHOICES]);
        assert_eq!(found, Some(format!("survey 2 parameters: {code}")), "{kind} {parameters}");
    }
    for parameters in ["track-changes=x", "location-priority=balanced", "foo=bar"] {
        let survey = format!("type|name|label|parameters\naudit|||{parameters}\ntext|q|Q|");
        assert!(fault(&[("survey", &survey)]).is_some_and(|it| it.starts_with("survey 2 parameters: ")));
    }
}

#[test]
fn choices_that_cannot_be_chosen() {
    let survey = |kind: &str| format!("type|name|label\n{kind}|q|Q");
    for (kind, choices, place) in [
        ("select_one l", "list_name|name|label\nl||A", "choices 2 name: cell.empty"),
        ("select_one l", "list_name|name|label\nl|a|A\nl|a|B", "choices 3 name: xlsform.choice_twice"),
        ("select_multiple l", "list_name|name|label\nl|a b|A", "survey 2 type: xlsform.choice_space"),
        ("select_one l", "list_name|nam|label\nl|a|A", "choices 1 name: column.missing"),
        ("select_one x", "list_name|name|label\nl|a|A", "survey 2 type: form.list_unknown"),
        ("select_multiple ${q}", "list_name|name|label\nl|a|A", "survey 2 type: form.list_unknown"),
        ("select_one_from_file a.txt", "list_name|name|label\nl|a|A", "survey 2 type: xlsform.file_ending"),
        (
            "select_one_external l",
            "list_name|name|label\nl|a|A",
            "survey 2 type: xlsform.external_list_unknown",
        ),
        ("select_one l.csv", "list_name|name|label\nl|a|A", "survey 2 type: xlsform.instance_twice"),
        ("select_one l", "list_name|name|label\nl|a|${x}", "choices 2 label: xlsform.reference_unknown"),
        ("select_one l", "list_name|name|label|x::y\nl|a|A|z", "choices 2 x::y: xlsform.column_nested"),
    ] {
        let found = fault(&[("survey", &survey(kind)), ("choices", choices)]);
        assert_eq!(found.as_deref(), Some(place), "{kind} {choices}");
    }
    all(&[
        (
            "type|name|label|choice_filter\nselect_one l or_other|q|Q|1",
            "survey 2 choice_filter: xlsform.other_filtered",
        ),
        (
            "type|name|label|appearance\nselect_one l|q|Q|search('f')\nselect_one l|r|R|",
            "survey 2 appearance: xlsform.search_list",
        ),
        (
            "type|name|label|appearance\nbegin group|g|G|table-list\nselect_one l|q|Q|\nselect_one t|r|R|\nend group",
            "survey 4 type: xlsform.table_lists",
        ),
    ]);
}

#[test]
fn heads_that_say_the_same_or_too_little() {
    all(&[
        ("type|name|label|label\ntext|q|Q|Q", "survey 1 label: column.duplicate"),
        ("type|name|label|caption\ntext|q|Q|Q", "survey 1 caption: xlsform.heads_same"),
        ("type|name|label|relevant|relevance\ntext|q|Q|1|1", "survey 1 relevance: xlsform.heads_same"),
        ("kind|name|label\ntext|q|Q", "survey 1 type: column.missing"),
        ("type|name|label|bind\ntext|q|Q|x", "survey 2 bind: xlsform.column_not_nested"),
    ]);
    let kind = |kind: &str| {
        fault(&[("survey", "type|name|label\ntext|q|Q"), ("settings", &format!("type\n{kind}"))])
    };
    assert_eq!(kind("@x").as_deref(), Some("settings 2 type: xlsform.settings_type"));
    assert_eq!(kind("survey"), None);
    let found = fault(&[(" survey ", "type|name|label\ntext|q|Q"), ("settings", "form_id\nF")]);
    assert_eq!(found.as_deref(), Some("survey 1 type: sheet.missing"));
}

#[test]
fn entities_that_do_not_fit() {
    let entities = ("entities", "list_name|label\nthings|${q}");
    for (save, code) in [
        ("name", "xlsform.name_reserved"),
        ("__x", "xlsform.name_reserved"),
        ("1a", "xlsform.name"),
        ("x#p", "xlsform.entity_unknown"),
        ("a#b#c", "xlsform.save_signs"),
    ] {
        let survey = format!("type|name|label|save_to\ntext|q|Q|{save}");
        assert_eq!(
            fault(&[("survey", &survey), entities]),
            Some(format!("survey 2 save_to: {code}")),
            "{save}"
        );
    }
    let plain = ("survey", "type|name|label\ntext|q|Q");
    for (table, place) in [
        ("list_name|entity_id|update_if\nt||1", "entities 2 entity_id: xlsform.entity_cell"),
        ("list_name\nt", "entities 2 label: xlsform.entity_cell"),
        ("list_name|label\na.b|x", "entities 2 list_name: xlsform.entity_name"),
        ("list_name|label\n|x", "entities 2 list_name: cell.empty"),
        ("list_name|label|foo\nt|x|y", "entities 2 foo: column.unknown"),
        ("list_name|label\nt|x\nt|y", "entities 3 list_name: xlsform.name_twice"),
    ] {
        assert_eq!(fault(&[plain, ("entities", table)]).as_deref(), Some(place), "{table}");
    }
    let apart = "type|name|label|save_to\nbegin repeat|r|R|\ntext|q|Q|p\nend repeat\nbegin repeat|s|S|\ntext|t|T|u\nend repeat";
    assert_eq!(
        fault(&[("survey", apart), entities]).as_deref(),
        Some("survey 6 save_to: xlsform.entity_scope")
    );
}
