//! A definition and a draft as version 1 wrote them: every later version opens them, and makes the same of them.

use std::collections::BTreeMap;

use jiff::tz::offset;
use serde::Deserialize;
use shared::ballot::Answers;
use shared::form::Moment;
use shared::form::{FormDefinition, Instance, Meta, Surroundings, check};

const DEFINITION: &str = include_str!("../../tests/corpus/fixtures/definition-v1.json");
const DIGEST: &str = include_str!("../../tests/corpus/fixtures/definition-v1.sha256");
const DRAFT: &str = include_str!("../../tests/corpus/fixtures/draft-v1.json");

/// What the tablet had kept, tap by tap, and what was sealed of it.
#[derive(Deserialize)]
struct Draft {
    saved: Vec<(String, String)>,
    answers: Answers,
}

fn definition() -> FormDefinition {
    serde_json::from_str(DEFINITION).expect("a definition")
}

fn draft() -> Draft {
    serde_json::from_str(DRAFT).expect("a draft")
}

fn surroundings() -> Surroundings {
    let departments = ["SNV", "STP", "SXD"];
    let units = BTreeMap::from([("district", &["TPBK", "PN"][..]), ("department", &departments[..])]);
    let json = serde_json::json!({ "units": units, "own": ["district", "TPBK"] });
    serde_json::from_value(json).expect("surroundings")
}

fn meta() -> Meta {
    let moment = |text: &str| Moment { at: text.parse().expect("a time"), offset: offset(7) };
    Meta {
        started: moment("2019-11-05T15:59:00+07:00"),
        finished: Some(moment("2019-11-05T16:10:00+07:00")),
        device: "tablet-1".to_owned(),
        username: "dtv01".to_owned(),
    }
}

#[test]
fn the_definition_keeps_its_digest() {
    // Ballots name it: another one would make every ballot of that form a stranger.
    assert_eq!(definition().digest().to_string(), DIGEST.trim());
}

#[test]
fn the_draft_seals_what_it_sealed() {
    let mut instance = Instance::new(definition(), &surroundings(), meta()).expect("a form that runs");
    let draft = draft();
    instance.load(draft.saved.iter().map(|(path, answer)| (&**path, &**answer)));
    assert_eq!(instance.faults(), []);
    assert_eq!(instance.answers(), draft.answers);
    assert_eq!(instance.saved(), draft.saved);
}

#[test]
fn what_was_sealed_is_right() {
    assert_eq!(check(&definition(), &surroundings(), &meta(), &draft().answers).faults, []);
}
