//! A small campaign for the tests of the office's pure parts.

use jiff::Timestamp;
use shared::ballot::{Digest, Header, Mode};
use shared::campaign::Campaign;
use shared::wire::{BallotRow, Status, UnitResult};
use uuid::Uuid;

/// One district with two communes, one department, two forms, three leaves.
pub fn campaign() -> Campaign {
    serde_json::from_str(JSON).expect("the example is a campaign")
}

const JSON: &str = r#"{
  "settings": {"id": "example", "title": {"vi": "VD", "en": "Example"}, "year": 2026, "criteria_decision": "",
    "combine": "groups", "dont_know": "exclude", "min_answers": 1, "decimals": 2, "survey_opens": "2026-10-01",
    "survey_closes": "2026-11-30", "self_scoring_closes": "2026-12-20", "timezone": "Asia/Ho_Chi_Minh",
    "default_language": "vi"},
  "unit_types": [
    {"code": "department", "name": {"vi": "So", "en": "Departments"}, "self_points": "3", "survey_points": "2"},
    {"code": "district", "name": {"vi": "Huyen", "en": "Districts"}, "self_points": "3", "survey_points": "2"}],
  "units": [
    {"code": "SNV", "type": "department", "name": {"vi": "So Noi vu", "en": "Home Affairs"}},
    {"code": "STP", "type": "department", "name": {"vi": "So Tu phap", "en": "Justice"}},
    {"code": "TPBK", "type": "district", "name": {"vi": "UBND Bac Kan", "en": "Bac Kan"}}],
  "places": [
    {"code": "058", "kind": "district", "name": "Bac Kan", "unit": "TPBK"},
    {"code": "01837", "kind": "commune", "name": "Song Cau", "parent": "058", "unit": "TPBK", "sampled": true},
    {"code": "01840", "kind": "commune", "name": "Duc Xuan", "parent": "058", "unit": "TPBK"}],
  "groups": [
    {"code": "G6", "name": {"vi": "Cong chuc xa", "en": "Commune officials"}, "weight": "1"},
    {"code": "G7", "name": {"vi": "Nguoi dan", "en": "Citizens"}, "weight": "1"}],
  "forms": [
    {"form": "P6", "group": "G6", "file": "forms/P6.xlsx"},
    {"form": "P7", "group": "G7", "file": "forms/P7.xlsx"}],
  "quotas": [
    {"form": "P6", "place": "SNV", "ballots": 2},
    {"form": "P6", "place": "01837", "ballots": 5},
    {"form": "P7", "place": "01837", "ballots": 20},
    {"form": "P7", "place": "01840", "ballots": 20}],
  "criteria": [
    {"unit_type": "department", "code": "1", "level": "domain", "name": {"vi": "Chi dao", "en": "Direction"}},
    {"unit_type": "department", "code": "1.1", "level": "criterion", "name": {"vi": "Ke hoach", "en": "Plan"},
      "leaf": {"max_points": "3", "method": "self", "rule": "yes_no"}},
    {"unit_type": "department", "code": "1.2", "level": "criterion", "name": {"vi": "Dieu tra", "en": "Survey"}},
    {"unit_type": "department", "code": "1.2.1", "level": "sub", "name": {"vi": "Ket qua", "en": "Results"},
      "leaf": {"max_points": "2", "method": "survey"}}],
  "bands": [
    {"unit_type": "department", "code": "good", "name": {"vi": "Tot", "en": "Good"}, "min": "80"},
    {"unit_type": "department", "code": "weak", "name": {"vi": "Yeu", "en": "Weak"}, "min": "0"}],
  "definitions": [
    {"id": "P7", "version": "1", "title": "P7",
      "languages": [{"code": "vi", "name": "VI"}, {"code": "en", "name": "EN"}],
      "choices": {"quality": [
        {"name": "A", "label": {"vi": "Tot", "en": "Good"}, "percent": "100"},
        {"name": "B", "label": {"vi": "Kem", "en": "Poor"}, "percent": "0"},
        {"name": "E", "label": {"vi": "Khong biet", "en": "No opinion"}}]},
      "nodes": [{"node": "repeat", "name": "departments", "target": {"unit_type": "department",
        "scope": {"scope": "all"}}, "nodes": [
          {"node": "question", "name": "P7_1", "kind": {"type": "select_one", "list": "quality"},
            "label": {"vi": "Ket qua the nao?", "en": "How are the results?"}, "criteria": ["1.2.1"]}]}]}]
}"#;

/// A ballot in a list.
pub fn ballot_row(key: i64, status: Status) -> BallotRow {
    let at = Timestamp::UNIX_EPOCH;
    BallotRow {
        key,
        header: Header {
            id: Uuid::from_u128(u128::from(key.unsigned_abs())),
            campaign: "example".into(),
            form: "P7".into(),
            version: "1".into(),
            definition: Digest::of(b"P7"),
            place: "01837".into(),
            mode: Mode::Tablet,
            interviewer: Some("dtv01".into()),
            started: at,
            finished: at,
            replaces: None,
            consented: None,
        },
        digest: Digest::of(&key.to_be_bytes()),
        status,
        reasons: Vec::new(),
        received: at,
        clock_offset_ms: None,
        sent_by: None,
    }
}

/// What the index says of a unit that has no total: the points of its leaves, and those it lacks.
pub fn unit_result(leaves: &[(&str, &str)], missing: &[&str]) -> UnitResult {
    UnitResult {
        unit: "SNV".into(),
        survey: "0.00".into(),
        appraised: "0.00".into(),
        total: None,
        total_exact: None,
        rank: None,
        class: None,
        missing: missing.iter().map(|code| (*code).to_owned()).collect(),
        leaves: leaves.iter().map(|(code, shown)| ((*code).to_owned(), (*shown).to_owned())).collect(),
    }
}
