//! Tests of the rows of a table.

use serde_json::json;

use super::super::value;
use super::*;
use crate::campaign::Campaign;
use crate::index::example;

/// The example, its first option called by a name that a table has to quote.
fn campaign() -> Campaign {
    let mut campaign = example::campaign();
    for definition in &mut campaign.definitions {
        let first = &mut definition.choices.get_mut("scale").unwrap()[0];
        first.label =
            [("vi", "Tốt, rất tốt"), ("en", "Good")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    }
    campaign
}

/// A ballot with these answers.
pub(in crate::export) fn exported(answers: &Value) -> Exported {
    let line = json!({
        "id": "016e3ac9-e420-73ec-ad52-3bc63fd5b90c", "form": "F1", "version": "1", "group": "G1", "place": "058",
        "interviewer": null, "mode": "tablet", "started": "2019-11-05T15:59:00+07:00",
        "finished": "2019-11-05T16:10:00+07:00", "status": "rejected",
        "consented": "2019-11-05T09:00:00Z",
        "replaces": "016e3ac9-e420-73ec-ad52-3bc63fd5b90b",
        "decision": {"by": "an", "at": "2019-12-01T08:00:00+07:00", "reason": "=hai lần"}, "answers": answers,
    });
    Exported {
        number: 7,
        received: "2019-11-05T16:11:00+07:00".parse().unwrap(),
        sent_by: None,
        reasons: vec![Problem::new("ballot.required")],
        line: serde_json::from_value(line).unwrap(),
    }
}

/// The rows of a table as a reader finds them: names with what stands below.
fn read(repeat: Option<&str>, language: &str, answers: &Value) -> Vec<Vec<(String, String)>> {
    let table = Table::of(&campaign(), repeat, language);
    let mut text = String::new();
    table.write_beginning(false, &mut text);
    table.write_rows(&exported(answers), &mut text);
    let mut rows = csv::rows(&text).unwrap().into_iter().map(|(_, cells)| cells);
    let head = rows.next().unwrap();
    rows.map(|row| {
        assert_eq!(row.len(), head.len(), "{text}");
        let cells = row.iter().map(|cell| value(cell).to_owned());
        head.iter().cloned().zip(cells).filter(|(_, cell)| !cell.is_empty()).collect()
    })
    .collect()
}

fn told(row: &[(String, String)], name: &str) -> String {
    row.iter().find(|(head, _)| head == name).map(|(_, cell)| cell.clone()).unwrap_or_default()
}

#[test]
fn a_ballot_is_a_row_with_codes_labels_and_metadata() {
    let answers = json!({"why": ["A", "B"], "units": [{"unit": "D1", "q1": "A"}]});
    let rows = read(None, "vi", &answers);
    let [row] = &rows[..] else { panic!("{rows:?}") };
    for (name, expected) in [
        ("ballot/number", "7"),
        ("ballot/id", "016e3ac9-e420-73ec-ad52-3bc63fd5b90c"),
        ("ballot/place", "058"),
        ("ballot/place/label", "x"),
        ("ballot/group/label", "x"),
        ("ballot/mode", "tablet"),
        ("ballot/received", "2019-11-05T09:11:00Z"),
        ("ballot/status", "rejected"),
        ("ballot/reasons", "ballot.required"),
        ("ballot/decision_reason", "=hai lần"),
        ("ballot/replaces", "016e3ac9-e420-73ec-ad52-3bc63fd5b90b"),
        ("ballot/consented", "2019-11-05T09:00:00Z"),
        ("ballot/decided_at", "2019-12-01T01:00:00Z"),
        ("why", "A B"),
        ("why/label", "Tốt, rất tốt"),
        ("ballot/other_answers", ""),
    ] {
        assert_eq!(told(row, name), expected, "{name}");
    }
    assert_eq!(told(&read(None, "en", &answers)[0], "why/label"), "Good");
}

#[test]
fn a_repeat_is_a_table_with_a_row_for_each_unit() {
    let answers = json!({"units": [{"unit": "D1", "q1": "A"}, {"unit": "D2", "q2": "E"}]});
    let rows = read(Some("units"), "vi", &answers);
    let shown: Vec<_> = rows
        .iter()
        .map(|row| ["ballot/number", "unit", "q1", "q1/label", "q2"].map(|name| told(row, name)))
        .collect();
    assert_eq!(shown, [["7", "D1", "A", "Tốt, rất tốt", ""], ["7", "D2", "", "", "E"]]);
    assert!(read(Some("districts"), "vi", &answers).is_empty());
}

#[test]
fn what_no_column_fits_is_not_left_out() {
    for (answers, other) in [
        (json!({"nobody": "asked"}), json!({"nobody": "asked"})),
        (json!({"why": ["A B", "C"]}), json!({"why": ["A B", "C"]})),
        (json!({"why": ""}), json!({"why": ""})),
        (json!({"why": null}), json!({"why": null})),
        (json!({"why": "A", "units": "none"}), json!({"units": "none"})),
        (json!({"why": [], "units": [{"unit": "D1"}, 5]}), json!({"units": [{"unit": "D1"}, 5]})),
    ] {
        let row = &read(None, "vi", &answers)[0];
        let told: Value = serde_json::from_str(&told(row, "ballot/other_answers")).unwrap();
        assert_eq!(told, other);
    }
    let row = &read(Some("units"), "vi", &json!({"units": [{"unit": "D1", "q9": "=1", "q1": true}]}))[0];
    let told: Value = serde_json::from_str(&told(row, "ballot/other_answers")).unwrap();
    assert_eq!(told, json!({"q1": true, "q9": "=1"}));
}

#[test]
fn the_tables_are_those_of_all_forms() {
    assert_eq!(super::super::repeats(&campaign().definitions), ["units", "departments", "districts"]);
}
