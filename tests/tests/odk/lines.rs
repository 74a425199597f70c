//! Every line about workbooks, XLSForm and engines of behaviour.md has a test, whose name stands here beside it.

use std::collections::BTreeSet;

use tests::binary::root;
use tests::oracle;

use crate::corpus::behaviour;

/// The tables of behaviour.md that are about forms.
const TABLES: [&str; 3] = ["Workbooks", "XLSForm", "Engines"];

/// How each line begins, and the test that holds it.
const LINES: &[(&str, &str)] = &[
    ("a date cell in `default`", "a_day_as_a_default_is_written_as_engines_read_it"),
    ("a sheet whose `dimension`", "the_dimension_is_a_hint"),
    ("text cells with spaces", "names_and_codes_lose_the_blanks_at_their_ends_and_labels_keep_them"),
    ("`t=\"d\"` cells", "the_format_is_part_of_the_number"),
    ("an error text in a cell", "an_error_that_is_not_known_and_spaces_without_a_mark_are_kept"),
    ("a cell formatted as percent", "the_format_is_part_of_the_number"),
    ("a formula that was never calculated", "a_formula_that_was_never_computed_is_not_blank"),
    ("strict Open XML", "strict_open_xml_is_read_too"),
    ("sheet ` survey `", "a_group_in_capitals_is_refused_at_its_own_row"),
    ("names and file names in decomposed Unicode", "words_are_compared_composed"),
    ("CSV by LibreOffice's converter", "every_value_is_read_back_and_none_begins_a_formula"),
    ("range without parameters", "a_range_without_parameters_goes_from_1_to_10"),
    ("repeat_count", "a_repeat_has_a_template_and_a_count"),
    ("group without a label", "a_group_without_a_label_has_none_and_a_repeat_an_empty_one"),
    ("`label` beside `label::X (x)`", "a_plain_label_beside_those_of_languages_is_kept"),
    ("`required` = `có`", "what_no_engine_enforces_is_accepted_as_the_converter_does"),
    ("`${inside}` from outside", "what_stands_in_a_repeat_and_is_asked_for_from_outside_is_warned_of"),
    ("`or_other` with translations", "or_other_in_languages_is_warned_of_and_english"),
    ("curly quotes", "curly_quotes_are_straightened"),
    ("required on a calculate or hidden", "what_is_wrong_is_wrong_only_where_it_is_asked"),
    ("sum of no nodes", DIFFER),
    ("sum with one blank node", DIFFER),
    ("round(-2.5)", DIFFER),
    ("number('1,5')", "only_decimals_and_dates_are_numbers"),
    ("min('', 3)", DIFFER),
    ("selected('', '')", DIFFER),
    ("selected-at(x, -1)", DIFFER),
    ("indexed-repeat(…, 0)", DIFFER),
    ("date('abc')", "what_cannot_be_computed_gives_nothing_and_is_told"),
    ("date('2019-1-5')", DIFFER),
    ("date(43470)", DIFFER),
    ("int(${date})", DIFFER),
    ("date question calculated as", "a_date_that_is_computed_is_a_date"),
    ("format-date(${d} + 30", DIFFER),
    ("`. >= '2019-01-01'` on a date", DIFFER),
    ("regex", DIFFER),
    ("format-date with `%q`", "formats_are_written_in_the_language_that_is_shown"),
    ("randomize(…, 42)", DIFFER),
    ("a comparison as a calculate", "what_is_computed_is_written_as_a_word_or_in_digits"),
    ("a date as a calculate", "a_date_that_is_computed_is_a_date"),
    ("a whole decimal", "what_is_computed_is_written_as_a_word_or_in_digits"),
    ("decimal answer 100000000", "what_is_computed_is_written_as_a_word_or_in_digits"),
    ("instances above a lowered repeat_count", "instances_above_a_lowered_count_come_back"),
    ("an answer that a filter removed", "a_choice_that_is_not_offered_any_more_goes_and_comes_back"),
    (
        "a dynamic default of a question",
        "what_is_set_in_a_question_that_begins_hidden_is_there_when_it_is_shown",
    ),
    ("digest of text beyond ASCII", DIFFER),
    ("distance of an unanswered trace", DIFFER),
];

const DIFFER: &str = "engines_differ_and_ours_gives_what_its_line_says";

#[test]
fn each_line_has_a_test() {
    let tests = names();
    let lost: Vec<_> = LINES.iter().map(|(_, test)| *test).filter(|test| !tests.contains(*test)).collect();
    assert!(lost.is_empty(), "no test is called so: {lost:#?}");
    if !oracle::folder().is_dir() {
        println!("SKIPPED: the lines of behaviour.md, which is not in {}", oracle::folder().display());
        return;
    }
    let behaviour = behaviour();
    let tables = behaviour.split("\n## ");
    let tables = tables.filter(|part| part.lines().next().is_some_and(|head| TABLES.contains(&head)));
    let rows: Vec<&str> = tables
        .flat_map(|part| part.lines().filter(|line| line.starts_with('|')).skip(2))
        .map(|line| line.trim_start_matches('|').trim())
        .collect();
    let without: Vec<_> =
        rows.iter().filter(|row| !LINES.iter().any(|(line, _)| row.starts_with(line))).collect();
    assert!(without.is_empty(), "without a test: {without:#?}");
    let gone: Vec<_> =
        LINES.iter().filter(|(line, _)| !rows.iter().any(|row| row.starts_with(line))).collect();
    assert!(gone.is_empty(), "no such line: {gone:#?}");
    println!("{} lines of behaviour.md, each with its test", rows.len());
}

/// The names of all functions of the packages that read and run forms.
fn names() -> BTreeSet<String> {
    let folders = ["shared/src", "server/src", "tests/tests"];
    let sources = folders.iter().flat_map(|folder| oracle::files(&root().join(folder), &["rs"]));
    let text: String = sources.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let functions =
        text.split("#[test]\n").skip(1).filter_map(|rest| rest.split_once("fn ")?.1.split_once('('));
    functions.map(|(name, _)| name.to_owned()).collect()
}
