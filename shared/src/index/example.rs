//! A small campaign for tests: two departments and a district, two forms of two groups, survey and self leaves.

use serde_json::json;

use super::{Assessment, Grid, Marks, Tallies};
use crate::ballot::Answers;
use crate::campaign::Campaign;
use crate::form::Choice;
use crate::points::Points;

/// The options of every question: 100, 60, 20, 0 percent, and no opinion.
pub fn choices() -> Vec<Choice> {
    serde_json::from_value(json!([
        {"name": "A", "label": {}, "percent": "100"}, {"name": "B", "label": {}, "percent": "60"},
        {"name": "C", "label": {}, "percent": "20"}, {"name": "D", "label": {}, "percent": "0"},
        {"name": "E", "label": {}},
    ]))
    .unwrap()
}

/// Units D1, D2 (departments) and H1 (district). Departments have the survey leaves `1` of 2.0 points (fed by F1 `q1`,
/// `q2` and F2 `r1`) and `2` of 3.0 (fed by F2 `r2`), and the self leaf `3` of 5.0; the district has the survey leaf
/// `1` of 1.0 (fed by F2 `h1`) and the self leaf `3` of 2.0.
pub fn campaign() -> Campaign {
    let name = json!({"vi": "x"});
    let survey = |max: &str| json!({"max_points": max, "method": "survey"});
    let own = |max: &str| json!({"max_points": max, "method": "self", "rule": "ratio"});
    let node = |unit_type: &str, code: &str, leaf| json!({"unit_type": unit_type, "code": code, "level": "sub", "name": name, "leaf": leaf});
    let question = |name: &str, criteria: &[&str]| json!({"node": "question", "name": name, "kind": {"type": "select_one", "list": "scale"}, "criteria": criteria});
    let unit = json!({"node": "question", "name": "unit", "kind": {"type": "select_one", "list": "units"}});
    let repeat = |name: &str, unit_type: &str, nodes| json!({"node": "repeat", "name": name, "target": {"unit_type": unit_type, "scope": {"scope": "all"}}, "nodes": nodes});
    let form = |id: &str, nodes| json!({"id": id, "version": "1", "title": "", "languages": [], "choices": {"scale": choices(), "units": []}, "nodes": nodes});
    let judged =
        json!({"node": "group", "name": "g", "nodes": [question("q1", &["1"]), question("q2", &["1"])]});
    let several =
        json!({"node": "question", "name": "why", "kind": {"type": "select_multiple", "list": "scale"}});
    serde_json::from_value(json!({
        "settings": {
            "id": "c", "title": name, "year": 2019, "criteria_decision": "", "combine": "groups", "dont_know": "exclude",
            "min_answers": 1, "decimals": 2, "survey_opens": "2019-10-15", "survey_closes": "2019-12-15",
            "self_scoring_closes": "2019-12-20", "timezone": "Asia/Ho_Chi_Minh", "default_language": "vi"
        },
        "unit_types": [
            {"code": "department", "name": name, "self_points": "5", "survey_points": "5"},
            {"code": "district", "name": name, "self_points": "2", "survey_points": "1"}
        ],
        "units": [
            {"code": "D1", "type": "department", "name": name}, {"code": "H1", "type": "district", "name": name},
            {"code": "D2", "type": "department", "name": name}
        ],
        "places": [{"code": "058", "kind": "commune", "name": "x", "unit": "H1"}],
        "groups": [{"code": "G1", "name": name, "weight": "1"}, {"code": "G2", "name": name, "weight": "3"}],
        "forms": [{"form": "F1", "group": "G1", "file": ""}, {"form": "F2", "group": "G2", "file": ""}],
        "quotas": [],
        "criteria": [
            node("department", "0", json!(null)), node("department", "1", survey("2")),
            node("department", "2", survey("3")), node("department", "3", own("5")),
            node("district", "1", survey("1")), node("district", "3", own("2"))
        ],
        "bands": [
            {"unit_type": "department", "code": "good", "name": name, "min": "8"},
            {"unit_type": "department", "code": "fair", "name": name, "min": "6.5"}
        ],
        "definitions": [
            form("F1", json!([several, repeat("units", "department", json!([unit, judged]))])),
            form("F2", json!([
                repeat("departments", "department", json!([unit, question("r1", &["1"]), question("r2", &["2"])])),
                repeat("districts", "district", json!([unit, question("h1", &["1"])]))
            ]))
        ]
    }))
    .unwrap()
}

/// Tallies of version 1: form, `repeat/question`, unit, and how often each of A to E was chosen.
pub fn tallies(rows: &[(&str, &str, &str, [u64; 5])]) -> Tallies {
    let (mut tallies, campaign) = (Tallies::default(), campaign());
    for (form, question, unit, counts) in rows {
        let grid = Grid::of(campaign.definition(form).unwrap());
        let (repeat, name) = question.split_once('/').unwrap();
        let cell = |option: char| grid.cell(repeat, name, &option.to_string()).unwrap();
        let cells = ('A'..='E').zip(counts).flat_map(|(option, n)| vec![cell(option); *n as usize]);
        let by_unit = vec![((*unit).to_owned(), cells.collect())];
        tallies.add(&Marks { by_unit, ..grid.marks(&Answers::new()) });
    }
    tallies
}

/// An assessment with these appraised points.
pub fn appraised(unit: &str, code: &str, points: &str) -> Assessment {
    let points = Some(Points::parse(points).unwrap());
    Assessment { unit: unit.to_owned(), code: code.to_owned(), appraised: points, ..Assessment::default() }
}

/// An assessment that excuses the unit.
pub fn excused(unit: &str, code: &str) -> Assessment {
    Assessment { unit: unit.to_owned(), code: code.to_owned(), not_applicable: true, ..Assessment::default() }
}
