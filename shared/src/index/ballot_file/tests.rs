//! What a ballots.jsonl gives: what counts, and a diagnostic with its line for everything that is wrong.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::index::example::campaign;

fn ballot(id: u128, status: &str, answers: Value) -> Value {
    json!({
        "id": Uuid::from_u128(id), "form": "F1", "version": "1", "group": "G1", "place": "058", "interviewer": "a",
        "mode": "tablet", "started": "2019-11-05T15:59:00+07:00", "finished": "2019-11-05T16:10:00+07:00",
        "status": status, "answers": answers,
    })
}

fn good(option: &str) -> Value {
    json!({"why": ["A", "B"], "units": [{"unit": "D1", "q1": option}, {"unit": "D2", "q1": "E", "q2": null}]})
}

/// What is counted, and what is said of the lines: faults, then doubts.
type Read = (Vec<(String, u64)>, Vec<String>, Vec<String>);

fn read_all(lines: &[String]) -> Read {
    let campaign = campaign();
    let (forms, scheme) = (forms(&campaign), Scheme::of(&campaign));
    let mut file = BallotFile::begin(&campaign, &forms, &scheme, "ballots.jsonl");
    lines.iter().for_each(|line| _ = file.line(line.as_bytes()));
    let (tallies, diagnostics) = file.end();
    let counts = tallies.iter().flat_map(|(form, version, unit, counts)| {
        let grid = scheme.grid(form, version).unwrap();
        let chosen = counts.iter().enumerate().filter(|(_, n)| **n > 0);
        chosen.map(move |(cell, n)| {
            let [repeat, question, option] = grid.named(cell).unwrap();
            (format!("{repeat}/{question} {unit} {option}"), *n)
        })
    });
    let said = |d: &Diagnostic| {
        assert_eq!((d.at.file.as_str(), &d.at.sheet, &d.at.column), ("ballots.jsonl", &None, &None));
        let about = [
            "at", "option", "form", "version", "place", "group", "expected", "number", "column", "detail",
            "written", "judged",
        ];
        let about = about.iter().filter_map(|name| d.problem.params.get(*name));
        let about: String = about.map(|value| format!(" {value}")).collect();
        format!("{}: {}{about}", d.at.row.unwrap(), d.problem.code)
    };
    let (faults, doubts): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.is_fault());
    (counts.collect(), faults.into_iter().map(said).collect(), doubts.into_iter().map(said).collect())
}

fn forms(campaign: &Campaign) -> Forms {
    Forms::of(campaign, jiff::tz::TimeZone::fixed(jiff::tz::offset(7)))
}

fn read(lines: &[String]) -> (Vec<(String, u64)>, Vec<String>) {
    let (counts, faults, _) = read_all(lines);
    (counts, faults)
}

fn faults(answers: Value) -> Vec<String> {
    read(&[ballot(1, "valid", answers).to_string()]).1
}

fn doubts(answers: Value) -> Vec<String> {
    let (counts, faults, doubts) = read_all(&[ballot(1, "valid", answers).to_string()]);
    assert!(!counts.is_empty() && faults.is_empty(), "counted: {counts:?} {faults:?}");
    doubts
}

#[test]
fn only_valid_ballots_count() {
    let all = ["pending", "valid", "rejected", "screened_out"];
    let lines: Vec<_> =
        (1..).zip(all).map(|(id, status)| ballot(id, status, good("A")).to_string()).collect();
    let (counts, faults) = read(&lines);
    assert_eq!(counts, [("units/q1 D1 A".into(), 1), ("units/q1 D2 E".into(), 1)]);
    assert_eq!(faults, [""; 0]);
}

#[test]
fn of_several_valid_ones_with_one_id_the_first_counts() {
    let lines = [("pending", "A"), ("valid", "B"), ("valid", "C"), ("rejected", "D")]
        .map(|(status, option)| ballot(7, status, good(option)).to_string());
    assert_eq!(read(&lines).0, [("units/q1 D1 B".into(), 1), ("units/q1 D2 E".into(), 1)]);
}

/// A ballot, in whose place it was made, and whether a person decided.
fn made(id: u128, replaces: Option<u128>, status: &str, decided: bool) -> String {
    let mut line = ballot(id, status, good(["A", "B", "C", "D"][usize::try_from(id).unwrap() - 1]));
    if let Some(replaced) = replaces {
        line["replaces"] = json!(Uuid::from_u128(replaced));
    }
    if decided {
        line["decision"] = json!({"by": "an", "at": "2019-12-01T08:00:00+07:00", "reason": "x"});
    }
    line.to_string()
}

#[test]
fn of_one_interview_the_first_counts_unless_a_person_decided() {
    let counted = |lines: &[String]| {
        let (counts, faults, doubts) = read_all(lines);
        assert_eq!(faults, [""; 0]);
        let of = |cell: &str| cell.strip_prefix("units/q1 D1 ").map(str::to_owned);
        (counts.iter().filter_map(|(cell, _)| of(cell)).collect::<String>(), doubts)
    };
    let aside = |line: u32| vec![format!("{line}: ballots.done_again")];
    let valid = |id, replaces| made(id, replaces, "valid", false);
    assert_eq!(counted(&[valid(1, None), valid(2, Some(1))]), ("A".into(), aside(2)));
    assert_eq!(
        counted(&[valid(2, Some(1)), valid(1, None)]),
        ("B".into(), aside(2)),
        "in the order of the file"
    );
    assert_eq!(counted(&[valid(1, None), valid(2, Some(3))]), ("AB".into(), vec![]), "two interviews");
    let first = |status, decided| counted(&[made(1, None, status, decided), valid(2, Some(1))]);
    assert_eq!(first("rejected", false), ("B".into(), vec![]));
    assert_eq!(first("pending", false), (String::new(), aside(2)));
    assert_eq!(first("valid", true), ("AB".into(), vec![]), "who decided may have seen both");
    assert_eq!(counted(&[valid(1, None), made(2, Some(1), "valid", true)]), ("AB".into(), vec![]));
    let over = [valid(1, None), made(2, Some(1), "rejected", false), valid(3, Some(2))];
    assert_eq!(counted(&over), ("A".into(), aside(3)), "what was between them is rejected");
    assert_eq!(counted(&[valid(1, Some(2)), valid(2, Some(1))]), ("A".into(), aside(2)), "in a circle");
}

#[test]
fn a_counted_ballot_is_told_from_any_other() {
    let campaign = campaign();
    let (forms, scheme) = (forms(&campaign), Scheme::of(&campaign));
    let mut file = BallotFile::begin(&campaign, &forms, &scheme, "");
    let lines =
        [ballot(1, "valid", good("A")), ballot(1, "valid", good("A")), ballot(2, "pending", good("A"))];
    assert_eq!(lines.map(|line| file.line(line.to_string().as_bytes())), [true, false, false]);
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_the_rest_is_read() {
    let valid = ballot(1, "valid", good("A")).to_string();
    let lines =
        [format!("\u{feff}{valid}\r"), String::new(), "{\"id\"".into(), valid.replace("valid", "counted")];
    let (counts, faults) = read(&lines);
    assert_eq!(counts.len(), 2);
    assert_eq!(faults[0], "3: ballots.unreadable 5 EOF while parsing an object");
    assert!(faults[1].starts_with("4: ballots.unreadable ") && faults[1].contains("`counted`"), "{faults:?}");
    assert_eq!(faults.len(), 2);
}

#[test]
fn bytes_that_are_no_text_are_named_too() {
    let campaign = campaign();
    let (forms, scheme) = (forms(&campaign), Scheme::of(&campaign));
    let mut file = BallotFile::begin(&campaign, &forms, &scheme, "");
    assert!(!file.line(b"{\"id\": \"\xff\"}"));
    assert_eq!(file.end().1.len(), 1);
}

/// A ballot with one field of its line changed.
fn with(id: u128, field: &str, value: &str) -> String {
    let mut line = ballot(id, "valid", good("A"));
    line[field] = json!(value);
    line.to_string()
}

#[test]
fn an_unknown_form_version_or_group_is_refused() {
    let lines = [(1, "form", "F9"), (2, "version", "9"), (3, "group", "G9")];
    let (counts, faults, doubts) = read_all(&lines.map(|(id, field, value)| with(id, field, value)));
    let expected =
        ["1: ballot.form_unknown F9", "2: ballot.version_unknown F1 9", "3: ballot.group_unknown G9"];
    assert_eq!((counts, faults, doubts), (vec![], expected.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn what_a_line_says_about_itself_is_doubted_and_counted() {
    for (field, value, doubt) in [
        ("place", "999", "1: ballot.place_unknown 999"),
        ("group", "G2", "1: ballot.group_differs F1 G2 G1"),
        ("finished", "2019-11-05T15:58:59+07:00", "1: ballot.finished_before_started"),
        ("finished", "2020-11-05T16:10:00+07:00", "1: ballot.outside_survey"),
        ("finished", "2030-01-01T00:00:00+07:00", "1: ballot.outside_survey"),
    ] {
        let (counts, faults, doubts) = read_all(&[with(1, field, value)]);
        assert_eq!((counts.len(), faults.len(), doubts), (2, 0, vec![doubt.to_owned()]), "{field}");
    }
}

#[test]
fn a_day_is_doubted_where_it_is_further_from_the_survey_than_the_survey_is_long() {
    // From 15/10 to 15/12/2019: 61 days.
    for (day, doubted) in
        [("2019-08-14", true), ("2019-08-15", false), ("2020-02-14", false), ("2020-02-15", true)]
    {
        let mut line = ballot(1, "valid", good("A"));
        line["started"] = json!(format!("{day}T00:00:00+07:00"));
        line["finished"] = json!(format!("{day}T23:59:59+07:00"));
        let (counts, faults, doubts) = read_all(&[line.to_string()]);
        assert_eq!((counts.len(), faults.len(), doubts.len()), (2, 0, usize::from(doubted)), "{day}");
        line["clock_offset_ms"] = json!(-60 * 86_400_000_i64);
        let corrected = read_all(&[line.to_string()]).2;
        assert_eq!(corrected.len(), usize::from(day < "2019-11"), "{day}: {corrected:?}");
        line["decision"] = json!({"by": "an", "at": "2019-12-01T08:00:00+07:00", "reason": "Đã gọi lại"});
        assert_eq!(read_all(&[line.to_string()]).2, [""; 0], "decided");
    }
}

#[test]
fn a_day_that_is_none_cannot_be_read() {
    for (field, value) in [
        ("finished", "2019-02-30T16:10:00+07:00"),
        ("started", "2019-11-31T16:10:00+07:00"),
        ("finished", "2019-11-05T25:10:00+07:00"),
        ("finished", "2019-11-05"),
    ] {
        let (counts, faults, _) = read_all(&[with(1, field, value)]);
        assert!(counts.is_empty() && faults[0].starts_with("1: ballots.unreadable"), "{value}: {faults:?}");
    }
}

#[test]
fn a_place_is_a_place_a_unit_or_the_province() {
    for (id, place) in (1..).zip(["058", "H1", "province"]) {
        let mut line = ballot(id, "valid", good("A"));
        line["place"] = json!(place);
        assert_eq!(read(&[line.to_string()]).1, [""; 0], "{place}");
    }
}

#[test]
fn what_would_be_counted_wrong_or_left_aside_is_refused() {
    for (answers, fault) in [
        (json!({"units": [{"unit": "D9"}]}), "ballot.unit_unknown units (D9)"),
        (json!({"units": [{"unit": ""}]}), "ballot.unit_unknown units"),
        (json!({"units": [{"unit": "H1"}]}), "ballot.unit_of_other_type units (H1)"),
        (json!({"units": [{"unit": "D1"}, {"unit": "D1"}]}), "ballot.unit_twice units (D1)"),
        (json!({"units": [{"unit": "D1"}, {"q1": "A"}]}), "ballot.unit_absent units 2"),
        (json!({"units": ["D1"]}), "ballot.unit_absent units 1"),
        (json!({"units": {"unit": "D1"}}), "ballot.not_a_list units"),
        (json!({"q1": "A"}), "ballot.unknown_question q1"),
        (json!({"units": [{"unit": "D1", "g": "A"}]}), "ballot.unknown_question g (D1)"),
        (json!({"units": [{"unit": "D1", "q1": "X"}]}), "ballot.unknown_option q1 (D1) X"),
        (json!({"units": [{"unit": "D1", "q1": 1}]}), "ballot.unknown_option q1 (D1) 1"),
        (json!({"units": [{"unit": "D1", "q1": ["A"]}]}), "ballot.unknown_option q1 (D1) [\"A\"]"),
        (json!({"why": ["A", "X"]}), "ballot.unknown_option why X"),
        (json!({"why": {}}), "ballot.unknown_option why {}"),
    ] {
        assert_eq!(faults(answers.clone()), [format!("1: {fault}")], "{answers}");
    }
}

#[test]
fn what_the_form_could_not_have_given_is_doubted_and_counted() {
    let missing = json!({"units": [{"unit": "D1", "q1": "A"}]});
    assert_eq!(doubts(missing), ["1: ballot.unit_missing units (D2)"]);
    let mut twice = good("A");
    twice["why"] = json!(["A", "A"]);
    assert_eq!(doubts(twice.clone()), ["1: ballot.wrong_type why"]);
    twice["why"] = json!("A");
    assert_eq!(doubts(twice), ["1: ballot.wrong_type why"], "one option where a list should be");
}

#[test]
fn what_a_person_accepted_counts_whatever_its_faults() {
    let mut line = ballot(1, "valid", json!({"why": ["X"], "units": [{"unit": "D1", "q1": "A"}]}));
    assert_eq!(read(&[line.to_string()]).0, []);
    line["decision"] = json!({"by": "an", "at": "2019-12-01T08:00:00+07:00", "reason": "Đã gọi lại"});
    let counted = vec![("units/q1 D1 A".to_owned(), 1)];
    assert_eq!(read_all(&[line.to_string()]), (counted, vec![], vec![]));
    line["version"] = json!("9");
    let faults = vec!["1: ballot.version_unknown F1 9".to_owned()];
    assert_eq!(read_all(&[line.to_string()]), (vec![], faults, vec![]), "nobody can count that");
}

#[test]
fn the_second_of_two_valid_ballots_with_one_id_is_named_where_it_says_something_else() {
    let lines = ["A", "A", "B"].map(|option| ballot(1, "valid", good(option)).to_string());
    let (counts, faults, doubts) = read_all(&lines);
    assert_eq!(counts, [("units/q1 D1 A".into(), 1), ("units/q1 D2 E".into(), 1)]);
    assert_eq!((faults.len(), doubts), (0, vec!["3: ballot.same_id_other_content".to_owned()]));
}

#[test]
fn a_status_that_the_answers_deny_is_doubted() {
    let line = ballot(1, "screened_out", good("A")).to_string();
    let expected = vec!["1: ballot.status_differs screened_out valid".to_owned()];
    assert_eq!(read_all(&[line]), (vec![], vec![], expected));
}

#[test]
fn every_fault_of_a_ballot_is_named_at_once() {
    assert_eq!(faults(json!({"units": [{"unit": "D9", "q1": "X", "q2": "Y"}]})).len(), 3);
}

#[test]
fn a_ballot_that_does_not_count_is_not_judged() {
    let mut line = ballot(1, "pending", json!({"nobody": "knows"}));
    line["version"] = json!("9");
    assert_eq!(read(&[line.to_string()]), (vec![], vec![]));
}

/// Any JSON, made of names that the form knows and of others.
fn anything() -> impl Strategy<Value = Value> {
    let name = || prop::sample::select(vec!["units", "unit", "q1", "why", "D1", "A", "X", ""]);
    let one = prop_oneof![Just(Value::Null), any::<i8>().prop_map(Value::from), name().prop_map(Value::from)];
    one.prop_recursive(3, 20, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name(), inner, 0..4).prop_map(|entries| entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn a_valid_ballot_is_counted_whole_or_its_faults_are_named(answers in anything()) {
        let (counts, faults) = read(&[ballot(1, "valid", json!({"units": answers})).to_string()]);
        prop_assert!(counts.is_empty() || faults.is_empty());
        let given = answers.to_string().matches("\"q1\":\"").count() as u64;
        prop_assert!(!faults.is_empty() || counts.iter().map(|(_, n)| n).sum::<u64>() == given);
        for (key, _) in &counts {
            let [_, unit, option] = key.split(' ').collect::<Vec<_>>()[..] else { panic!("{key}") };
            prop_assert!(["D1", "D2"].contains(&unit) && ["A", "B", "C", "D", "E"].contains(&option), "{key}");
        }
    }

    #[test]
    fn neither_the_order_of_ballots_nor_repeats_matter(
        options in prop::collection::vec(prop::sample::select(vec!["A", "B", "C", "D", "E"]), 1..12),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        turn in any::<prop::sample::Index>(),
    ) {
        let lines: Vec<_> =
            (1..).zip(&options).map(|(id, option)| ballot(id, "valid", good(option)).to_string()).collect();
        let mut shuffled = lines.clone();
        for place in again {
            shuffled.insert(place.index(shuffled.len()), lines[place.index(lines.len())].clone());
        }
        let middle = turn.index(shuffled.len());
        shuffled.rotate_left(middle);
        prop_assert_eq!(read(&shuffled), read(&lines));
    }
}
