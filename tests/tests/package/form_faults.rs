//! Faults in an XLSForm: P7 of the sample, which has a filter, conditions, constraints and every kind of target but one.

use shared::sheet::{Book, Cell};

use crate::workbooks::{
    Case, add, each_is_found_where_it_is, found, number, remove, row, sample_package, set, text,
};

const VI: &str = "label::Tiếng Việt (vi)";

/// A fault in the sheet survey.
const fn survey(code: &'static str, row: u32, column: &'static str, make: fn(&mut Book)) -> Case {
    Case { code, sheet: "survey", row, column, make }
}

const fn choices(code: &'static str, row: u32, column: &'static str, make: fn(&mut Book)) -> Case {
    Case { code, sheet: "choices", row, column, make }
}

const fn settings(code: &'static str, row: u32, column: &'static str, make: fn(&mut Book)) -> Case {
    Case { code, sheet: "settings", row, column, make }
}

fn put(book: &mut Book, row: u32, column: &str, content: &str) {
    set(book, "survey", row, column, text(content));
}

#[test]
fn what_xlsform_has_and_we_do_not_yet_is_refused_by_name() {
    let cases = [
        survey("form.or_other_refused", 8, "type", |b| put(b, 8, "type", "select_one sex or_other")),
        survey("form.type_refused", 11, "type", |b| put(b, 11, "type", "geopoint")),
        survey("form.type_refused", 8, "type", |b| put(b, 8, "type", "select_one_from_file sex.csv")),
        survey("form.type_unknown", 8, "type", |b| put(b, 8, "type", "select_three sex")),
        survey("form.column_refused", 8, "choice_filter", |b| put(b, 8, "choice_filter", "a = 1")),
        survey("form.column_refused", 8, "default", |b| put(b, 8, "default", "m")),
        survey("form.column_refused", 8, "media::image", |b| put(b, 8, "media::image", "a.png")),
        survey("form.column_refused", 8, "bind::odk:length", |b| put(b, 8, "bind::odk:length", "3")),
        survey("form.appearance_refused", 8, "appearance", |b| put(b, 8, "appearance", "likert")),
        survey("form.appearance_refused", 8, "appearance", |b| put(b, 8, "appearance", "field-list")),
        survey("form.reference_in_text", 13, VI, |b| put(b, 13, VI, "Tháng mấy, ${sex}?")),
        survey("expression.unknown_function", 13, "relevant", |b| {
            put(b, 13, "relevant", "pulldata('a', 'b', 'c', 'd') = 1");
        }),
        survey("form.repeat_without_target", 15, "target", |b| set(b, "survey", 15, "target", Cell::Empty)),
        settings("form.column_refused", 2, "instance_name", |b| {
            set(b, "settings", 2, "instance_name", text("${sex}"));
        }),
        settings("form.column_refused", 2, "public_key", |b| set(b, "settings", 2, "public_key", text("x"))),
        survey("column.unknown", 1, "relevent", |b| put(b, 13, "relevent", "1")),
        choices("column.unknown", 1, "region", |b| set(b, "choices", 2, "region", text("north"))),
    ];
    each_is_found_where_it_is(&cases, |package| package.form(7));
}

/// JavaRosa 5.1.0 stops at the second instance, @getodk/xforms-engine 0.22.0 takes the first.
#[test]
fn what_stands_in_a_repeat_and_is_asked_for_from_outside_is_warned_of() {
    let mut package = sample_package();
    put(package.form(7), 13, "relevant", "${P7A_1} != ''");
    let (campaign, found) = package.read();
    assert!(campaign.is_some(), "a warning refuses nothing: {found:?}");
    let told = found.iter().find(|one| one.problem.code == "form.inside_repeat").expect("it is told");
    assert_eq!(
        (told.at.row, told.at.column.as_deref(), told.is_fault()),
        (Some(13), Some("relevant"), false)
    );
}

#[test]
fn each_wrong_row_of_a_survey_is_named() {
    let cases = [
        survey("cell.empty", 8, "type", |b| put(b, 8, "type", "")),
        survey("cell.empty", 43, "name", |b| put(b, 43, "name", "")),
        survey("cell.duplicate", 9, "name", |b| put(b, 9, "name", "sex")),
        survey("cell.duplicate", 18, "name", |b| put(b, 18, "name", "P7A_1")),
        survey("form.name_characters", 9, "name", |b| put(b, 9, "name", "tuổi")),
        survey("form.label_missing", 9, VI, |b| {
            put(b, 9, VI, "");
            put(b, 9, "label::English (en)", "");
        }),
        survey("form.type_without_list", 9, "type", |b| put(b, 9, "type", "select_one")),
        survey("form.list_unknown", 9, "type", |b| put(b, 9, "type", "select_one ages")),
        survey("form.column_idle", 43, "required", |b| put(b, 43, "required", "yes")),
        survey("form.column_idle", 11, "calculation", |b| put(b, 11, "calculation", "1")),
        survey("form.column_idle", 8, "target", |b| put(b, 8, "target", "district:own")),
        survey("form.column_idle", 43, "personal", |b| put(b, 43, "personal", "no")),
        survey("cell.not_allowed", 8, "personal", |b| put(b, 8, "personal", "maybe")),
        survey("form.personal_unsaid", 11, "personal", |b| put(b, 11, "personal", "yes")),
        survey("form.personal_in_repeat", 17, "personal", |b| {
            put(b, 17, "personal", "yes");
            put(b, 15, "relevant", "");
        }),
        survey("form.personal_apart", 13, "relevant", |b| {
            put(b, 11, "personal", "yes");
            put(b, 13, "relevant", "${occupation} != ''");
        }),
        survey("form.column_idle", 29, "relevant", |b| put(b, 29, "relevant", "1")),
        survey("form.column_idle", 13, "criterion", |b| put(b, 13, "criterion", "1.7.3")),
        survey("form.unknown_reference", 13, "relevant", |b| put(b, 13, "relevant", "${did} = 'yes'")),
        survey("form.unknown_reference", 31, "repeat_count", |b| {
            put(b, 31, "repeat_count", "count-selected(${used})");
        }),
        survey("form.ambiguous_reference", 30, "relevant", |b| put(b, 30, "relevant", "${unit} = 'BB'")),
        survey("form.reference_without_answer", 13, "relevant", |b| {
            put(b, 13, "relevant", "${respondent} = 'yes'");
        }),
        survey("form.cycle", 13, "relevant", |b| put(b, 13, "relevant", "${month} = 1")),
        survey("expression.ends_early", 13, "constraint", |b| put(b, 13, "constraint", ". >= 1 and")),
        survey("expression.unexpected", 13, "constraint", |b| put(b, 13, "constraint", ". >= 1 1")),
        survey("form.no_option", 13, "relevant", |b| put(b, 13, "relevant", "${did_procedure} = 'yess'")),
        survey("form.no_option_always", 13, "relevant", |b| {
            put(b, 13, "relevant", "${did_procedure} != ‘yess’");
        }),
        survey("form.required_word", 13, "required", |b| put(b, 13, "required", "có")),
        survey("cell.unseen", 13, "type", |b| put(b, 13, "type", "integer\u{200b}")),
        survey("cell.uncalculated", 13, "constraint", |b| {
            set(b, "survey", 13, "constraint", Cell::Uncalculated);
        }),
    ];
    each_is_found_where_it_is(&cases, |package| package.form(7));
}

#[test]
fn groups_and_repeats_must_end_as_they_began() {
    let cases = [
        survey("form.end_without_begin", 43, "type", |b| {
            for cell in &mut row(b, "survey", 43).cells {
                *cell = Cell::Empty;
            }
            put(b, 43, "type", "end_group");
        }),
        survey("form.end_mismatch", 29, "type", |b| put(b, 29, "type", "end_group")),
        survey("form.end_name", 29, "name", |b| put(b, 29, "name", "departments")),
        survey("form.never_ended", 31, "type", |b| remove(b, "survey", 42)),
    ];
    each_is_found_where_it_is(&cases, |package| package.form(7));
}

#[test]
fn a_repeat_inside_a_repeat_is_refused() {
    let mut package = sample_package();
    let form = package.form(1);
    let inner = row(form, "survey", 22).cells.clone();
    let outer_end = row(form, "survey", 21).cells.clone();
    row(form, "survey", 21).cells = inner;
    row(form, "survey", 22).cells = row(form, "survey", 23).cells.clone();
    remove(form, "survey", 23);
    row(form, "survey", 30).cells = outer_end;
    let found = found(&package);
    let nested = found.iter().filter(|(code, ..)| code == "form.nested_repeat").collect::<Vec<_>>();
    assert_eq!(nested.len(), 1);
    assert_eq!((nested[0].3, nested[0].4.as_deref()), (Some(21), Some("type")));
}

#[test]
fn each_fault_of_a_repeat_over_units_is_named() {
    let cases = [
        survey("form.target", 15, "target", |b| put(b, 15, "target", "district")),
        survey("form.target", 15, "target", |b| put(b, 15, "target", "district:some")),
        survey("unknown.unit_type", 15, "target", |b| put(b, 15, "target", "province:all")),
        survey("form.unit_question_missing", 15, "target", |b| put(b, 16, "name", "which")),
        survey("form.unit_fixed", 16, "relevant", |b| put(b, 16, "relevant", "1 = 1")),
        survey("form.used_missing", 31, "target", |b| {
            put(b, 30, "name", "departments_used");
            put(b, 31, "repeat_count", "1");
        }),
        survey("form.criterion_outside_repeat", 8, "criterion", |b| {
            put(b, 8, "type", "select_one quality");
            put(b, 8, "criterion", "1.7.3");
        }),
        survey("form.criterion_without_percent", 17, "criterion", |b| put(b, 17, "type", "select_one sex")),
        survey("form.criterion_unknown", 17, "criterion", |b| put(b, 17, "criterion", "1.7.3 9.9.9")),
        survey("form.criterion_no_survey_leaf", 17, "criterion", |b| put(b, 17, "criterion", "1.7.3 1.1")),
        survey("cell.code_is_number", 17, "criterion", |b| set(b, "survey", 17, "criterion", number("1.7"))),
        survey("cell.code_characters", 17, "criterion", |b| put(b, 17, "criterion", "1.7.3, 1.7.2")),
        survey("form.unit_without_choice", 16, "type", |b| remove(b, "choices", 15)),
        choices("form.choice_is_no_unit", 62, "name", |b| {
            add(b, "choices", &["districts", "SNV", "Sở Nội vụ", "Home Affairs"]);
        }),
    ];
    each_is_found_where_it_is(&cases, |package| package.form(7));
}

#[test]
fn each_wrong_choice_or_setting_is_named() {
    let cases = [
        choices("cell.empty", 3, "list_name", |b| set(b, "choices", 3, "list_name", Cell::Empty)),
        choices("cell.duplicate", 3, "name", |b| set(b, "choices", 3, "name", text("m"))),
        choices("cell.code_space", 3, "name", |b| set(b, "choices", 3, "name", text("f f"))),
        choices("cell.code_is_number", 3, "name", |b| set(b, "choices", 3, "name", number("1.5"))),
        choices("form.percent_range", 42, "percent", |b| set(b, "choices", 42, "percent", number("101"))),
        choices("form.percent_range", 42, "percent", |b| set(b, "choices", 42, "percent", number("-1"))),
        choices("cell.not_a_number", 42, "percent", |b| set(b, "choices", 42, "percent", text("all"))),
        choices("form.label_missing", 3, VI, |b| {
            set(b, "choices", 3, VI, Cell::Empty);
            set(b, "choices", 3, "label::English (en)", Cell::Empty);
        }),
        choices("form.language_code", 1, "label::Deutsch", |b| {
            set(b, "choices", 3, "label::Deutsch", text("Frau"));
        }),
        settings("form.default_language_unknown", 2, "default_language", |b| {
            set(b, "settings", 2, "default_language", text("Deutsch (de)"));
        }),
        settings("cell.empty", 2, "version", |b| set(b, "settings", 2, "version", Cell::Empty)),
        settings("cell.code_is_number", 2, "version", |b| set(b, "settings", 2, "version", number("2019.1"))),
        settings("forms.id_differs", 2, "form_id", |b| set(b, "settings", 2, "form_id", text("P6"))),
        settings("form.settings_rows", 3, "form_id", |b| {
            add(b, "settings", &["Phiếu 8", "P8", "1"]);
        }),
    ];
    each_is_found_where_it_is(&cases, |package| package.form(7));
}

#[test]
fn who_asks_who_somebody_is_and_says_that_nothing_of_it_is_collected_is_warned() {
    for (said, expected) in [("", 1), ("Ý kiến; không thu thập họ tên", 1), ("Ý kiến; họ tên, lưu riêng", 0)]
    {
        let mut package = sample_package();
        put(package.form(7), 11, "personal", "yes");
        for (key, value) in
            [("data_purpose_vi", "Phúc tra"), ("data_kept_until", "2030-12-31"), ("data_collected_vi", said)]
        {
            if !value.is_empty() {
                add(&mut package.campaign, "settings", &[key, value]);
            }
        }
        let (campaign, found) = package.read();
        assert!(campaign.is_some(), "a warning refuses nothing: {found:?}");
        let told: Vec<_> = found.iter().filter(|it| it.problem.code == "form.personal_silent").collect();
        assert_eq!(told.len(), expected, "{said}: {found:?}");
        assert!(told.iter().all(|it| !it.is_fault() && it.at.row == Some(11)), "{told:?}");
    }
}
