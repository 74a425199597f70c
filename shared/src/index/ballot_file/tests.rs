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

fn read(lines: &[String]) -> (Vec<(String, u64)>, Vec<String>) {
    let campaign = campaign();
    let mut file = BallotFile::begin(&campaign, "ballots.jsonl");
    lines.iter().for_each(|line| drop(file.line(line.as_bytes())));
    let (tallies, diagnostics) = file.end();
    let counts = tallies.iter().map(|(key, n)| (format!("{} {} {}", key.question, key.unit, key.option), n));
    let faults = diagnostics.iter().map(|d| {
        assert_eq!((d.at.file.as_str(), &d.at.sheet, &d.at.column), ("ballots.jsonl", &None, &None));
        format!("{}: {}", d.at.row.unwrap(), d.problem)
    });
    (counts.collect(), faults.collect())
}

fn faults(answers: Value) -> Vec<String> {
    read(&[ballot(1, "valid", answers).to_string()]).1
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

#[test]
fn a_counted_ballot_is_given_back_and_no_other() {
    let campaign = campaign();
    let mut file = BallotFile::begin(&campaign, "");
    let lines =
        [ballot(1, "valid", good("A")), ballot(1, "valid", good("A")), ballot(2, "pending", good("A"))];
    let given = lines.map(|line| file.line(line.to_string().as_bytes()).map(|ballot| ballot.id.as_u128()));
    assert_eq!(given, [Some(1), None, None]);
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_the_rest_is_read() {
    let valid = ballot(1, "valid", good("A")).to_string();
    let lines =
        [format!("\u{feff}{valid}\r"), String::new(), "{\"id\"".into(), valid.replace("valid", "counted")];
    let (counts, faults) = read(&lines);
    assert_eq!(counts.len(), 2);
    assert_eq!(faults[0], "3: ballots.unreadable column=5 detail=EOF while parsing an object");
    assert!(
        faults[1].starts_with("4: ballots.unreadable column=") && faults[1].contains("`counted`"),
        "{faults:?}"
    );
    assert_eq!(faults.len(), 2);
}

#[test]
fn bytes_that_are_no_text_are_named_too() {
    let campaign = campaign();
    let mut file = BallotFile::begin(&campaign, "");
    assert_eq!(file.line(b"{\"id\": \"\xff\"}"), None);
    assert_eq!(file.end().1.len(), 1);
}

#[test]
fn an_unknown_form_version_or_place_is_named() {
    let lines = [("form", "F9"), ("version", "9"), ("place", "999")].map(|(field, value)| {
        let mut line = ballot(1, "valid", good("A"));
        line["id"] = json!(Uuid::from_u128(value.len() as u128));
        line[field] = json!(value);
        line.to_string()
    });
    let (counts, faults) = read(&lines);
    assert_eq!(counts, []);
    let expected = [
        "1: ballots.form_unknown form=F9",
        "2: ballots.version_unknown form=F1 version=9",
        "3: ballots.place_unknown place=999",
    ];
    assert_eq!(faults, expected);
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
fn an_unknown_unit_question_or_option_is_named() {
    for (answers, fault) in [
        (json!({"units": [{"unit": "D9"}]}), "ballots.unit_unknown question=units unit=D9"),
        (json!({"units": [{"unit": "H1"}]}), "ballots.unit_of_other_type question=units unit=H1"),
        (json!({"units": [{"unit": "D1"}, {"unit": "D1"}]}), "ballots.unit_twice question=units unit=D1"),
        (json!({"units": [{"unit": "D1"}, {"q1": "A"}]}), "ballots.unit_absent number=2 question=units"),
        (json!({"units": ["D1"]}), "ballots.unit_absent number=1 question=units"),
        (json!({"units": {"unit": "D1"}}), "ballots.not_a_list question=units"),
        (json!({"q1": "A"}), "ballots.question_unknown question=q1"),
        (json!({"units": [{"unit": "D1", "g": "A"}]}), "ballots.question_unknown question=g"),
        (json!({"units": [{"unit": "D1", "q1": "X"}]}), "ballots.option_unknown option=X question=q1"),
        (json!({"units": [{"unit": "D1", "q1": 1}]}), "ballots.option_unknown option=1 question=q1"),
        (
            json!({"units": [{"unit": "D1", "q1": ["A"]}]}),
            "ballots.option_unknown option=[\"A\"] question=q1",
        ),
        (json!({"why": ["A", "X"]}), "ballots.option_unknown option=X question=why"),
        (json!({"why": {}}), "ballots.option_unknown option={} question=why"),
    ] {
        assert_eq!(faults(answers.clone()), [format!("1: {fault}")], "{answers}");
    }
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
