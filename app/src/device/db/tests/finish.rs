//! The step from an interview to a sealed ballot.

use serde_json::json;
use shared::ballot::Ballot;
use shared::problem::Problem;
use uuid::Uuid;

use super::tablet::{BEGUN, PLACE, Tablet, form, package};
use crate::device::protocol::{Command, Reply};

fn sealed(tablet: &Tablet, id: Uuid) -> Ballot {
    Ballot::open(&tablet.store.bytes(id).unwrap().unwrap()).unwrap()
}

#[test]
fn a_finished_interview_is_a_sealed_ballot_and_no_draft() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("yes"), 1);
    tablet.answer(draft, "/districts[TPBK]/Q1", Some("A"), 2);
    tablet.fetch(&package("2"));
    tablet.pass(240);
    assert_eq!(tablet.ask(Command::FinishDraft { draft }), Ok(Reply::Finished { id: draft }));
    let ballot = sealed(&tablet, draft);
    assert_eq!((tablet.count("draft"), tablet.count("answer"), tablet.count("outbox")), (0, 0, 1));
    assert_eq!(json!(ballot.answers), json!({ "used": "yes", "districts": [{ "unit": "TPBK", "Q1": "A" }] }));
    assert_eq!(ballot.header.definition, form("1").digest());
    assert_eq!((ballot.header.id, ballot.header.place.as_str()), (draft, PLACE));
    assert_eq!(ballot.header.interviewer.as_deref(), Some("lan"));
    assert_eq!(ballot.header.started, BEGUN.parse().unwrap());
    assert_eq!(ballot.header.finished, "2026-11-22T01:09:00Z".parse().unwrap());
}

#[test]
fn a_filter_flipped_yes_no_yes_loses_nothing_and_seals_nothing_irrelevant() {
    let mut tablet = Tablet::new();
    let [first, second] = [tablet.begin().card.id, tablet.begin().card.id];
    for draft in [first, second] {
        tablet.answer(draft, "/used", Some("yes"), 1);
        tablet.answer(draft, "/districts[TPBK]/Q1", Some("B"), 2);
        tablet.answer(draft, "/used", Some("no"), 3);
    }
    tablet.answer(first, "/used", Some("yes"), 4);
    for draft in [first, second] {
        tablet.ask(Command::FinishDraft { draft }).unwrap();
    }
    let answers = |id| json!(sealed(&tablet, id).answers);
    assert_eq!(answers(first), json!({ "used": "yes", "districts": [{ "unit": "TPBK", "Q1": "B" }] }));
    assert_eq!(answers(second), json!({ "used": "no" }));
}

#[test]
fn what_is_missing_is_named_and_nothing_is_sealed() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("yes"), 1);
    let faults = Reply::Faults(vec!["/districts[TPBK]/Q1".to_owned()]);
    assert_eq!(tablet.ask(Command::FinishDraft { draft }), Ok(faults));
    assert_eq!((tablet.count("draft"), tablet.count("outbox")), (1, 0));
}

#[test]
fn finishing_twice_gives_one_ballot_with_the_same_bytes() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    let bytes = tablet.store.bytes(id).unwrap();
    tablet.pass(60);
    let mut tablet = tablet.restarted();
    assert_eq!(tablet.ask(Command::FinishDraft { draft: id }), Ok(Reply::Finished { id }));
    assert_eq!((tablet.count("outbox"), tablet.store.bytes(id).unwrap()), (1, bytes));
}

#[test]
fn draft_and_ballot_change_places_in_one_step_or_not_at_all() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    let trigger = "CREATE TRIGGER full BEFORE DELETE ON draft BEGIN SELECT RAISE(ABORT, 'full'); END";
    tablet.store.db.execute_batch(trigger).unwrap();
    assert!(tablet.ask(Command::FinishDraft { draft }).is_err());
    assert_eq!((tablet.count("draft"), tablet.count("answer"), tablet.count("outbox")), (1, 1, 0));
}

#[test]
fn a_clock_set_back_does_not_end_a_ballot_before_it_began() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    tablet.pass(-3600);
    tablet.ask(Command::FinishDraft { draft }).unwrap();
    let header = sealed(&tablet, draft).header;
    assert_eq!(header.finished, header.started);
}

#[test]
fn what_is_not_here_is_not_finished() {
    let mut tablet = Tablet::new();
    let draft = Uuid::from_u128(77);
    assert_eq!(tablet.ask(Command::FinishDraft { draft }), Err(Problem::new("store.no_draft")));
}
