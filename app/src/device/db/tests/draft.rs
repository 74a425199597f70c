//! Interviews that are not finished.

use shared::problem::Problem;
use shared::wire::{Grant, Role};

use super::tablet::{Tablet, WITHOUT_NAMES, package};
use crate::device::protocol::{Command, Listed};

#[test]
fn every_answer_is_there_after_the_power_went() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("yes"), 1);
    tablet.answer(draft, "/districts[TPBK]/Q1", Some("B"), 2);
    let position =
        Command::SavePosition { draft, position: "/districts[TPBK]/Q1".to_owned(), active_ms: 700 };
    tablet.ask(position.clone()).unwrap();
    tablet.ask(position).unwrap();
    let mut tablet = tablet.restarted();
    let draft = tablet.reopen(draft).unwrap();
    let answers = [("/used", "yes"), ("/districts[TPBK]/Q1", "B")];
    assert_eq!(draft.answers, answers.map(|(path, value)| (path.to_owned(), value.to_owned())));
    assert_eq!(draft.position.as_deref(), Some("/districts[TPBK]/Q1"));
    assert_eq!((draft.seq, draft.card.answers, draft.card.active_ms), (2, 2, 1400));
}

#[test]
fn an_older_answer_never_overwrites_a_newer_one() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 5);
    tablet.answer(draft, "/used", Some("yes"), 4);
    assert_eq!(tablet.reopen(draft).unwrap().answers, [("/used".to_owned(), "no".to_owned())]);
}

#[test]
fn an_answer_taken_back_stays_away() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    tablet.answer(draft, "/used", None, 3);
    tablet.answer(draft, "/used", Some("no"), 2);
    let kept = tablet.reopen(draft).unwrap();
    assert_eq!((kept.answers.len(), kept.seq), (0, 3));
}

#[test]
fn an_interview_stays_on_the_version_that_it_began_with() {
    let mut tablet = Tablet::new();
    let old = tablet.begin().card.id;
    assert!(tablet.fetch(&package("2")));
    assert!(!tablet.fetch(&package("2")), "the same again is no news");
    let mut tablet = tablet.restarted();
    assert_eq!(tablet.reopen(old).unwrap().definition.version, "1");
    let new = tablet.begin().card.id;
    assert_eq!(tablet.reopen(new).unwrap().definition.version, "2");
}

#[test]
fn what_was_thrown_away_can_be_taken_back_for_thirty_days() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    tablet.ask(Command::DiscardDraft { draft }).unwrap();
    assert_eq!(tablet.board().drafts, Listed { rows: Vec::new(), unreadable: 0 });
    tablet.pass(29 * 24 * 3600);
    let mut tablet = tablet.restarted();
    tablet.ask(Command::RestoreDraft { draft }).unwrap();
    assert_eq!(tablet.reopen(draft).unwrap().answers.len(), 1);
    tablet.ask(Command::DiscardDraft { draft }).unwrap();
    tablet.pass(31 * 24 * 3600);
    let tablet = tablet.restarted();
    assert_eq!((tablet.count("draft"), tablet.count("answer"), tablet.count("definition")), (0, 0, 0));
}

#[test]
fn an_interview_that_was_thrown_away_takes_no_answers() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.ask(Command::DiscardDraft { draft }).unwrap();
    let late = Command::SaveAnswer { draft, path: "/used".to_owned(), value: None, seq: 1 };
    assert_eq!(tablet.ask(late), Err(Problem::new("store.no_draft")));
}

#[test]
fn interviews_belong_to_the_person_who_began_them() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.sign_in("minh");
    assert_eq!(tablet.reopen(draft), Err(Problem::new("store.no_draft")));
    tablet.ask(Command::SignOut).unwrap();
    assert_eq!(tablet.reopen(draft), Err(Problem::new("store.nobody")));
    let mut tablet = tablet.restarted();
    tablet.sign_in("lan");
    assert!(tablet.reopen(draft).is_ok());
}

#[test]
fn a_full_disk_is_said_and_takes_nothing_that_was_saved() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    let pages: u32 = tablet.store.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    tablet.store.db.pragma_update(None, "max_page_count", pages).unwrap();
    let long = Some("x".repeat(1 << 20));
    let answer = Command::SaveAnswer { draft, path: "/used".to_owned(), value: long, seq: 2 };
    assert_eq!(tablet.ask(answer), Err(Problem::new("store.full")));
    let mut tablet = tablet.restarted();
    assert_eq!(tablet.reopen(draft).unwrap().answers, [("/used".to_owned(), "no".to_owned())]);
}

#[test]
fn a_database_of_a_newer_app_is_left_alone() {
    let tablet = Tablet::new();
    tablet.store.db.pragma_update(None, "user_version", 99).unwrap();
    let mut db = super::browser::connect(tablet.store.db.path().unwrap());
    let refused = super::super::migrate::migrate(&mut db).map_err(Problem::from);
    assert_eq!(refused, Err(Problem::new("store.newer")));
}

#[test]
fn whoever_is_signed_in_stays_so_when_roles_become_several() {
    for (before, roles) in [
        (
            r#"{"username":"dtv01","name":"Chi","role":"interviewer"}"#,
            Some(vec![Grant::of(Role::Interviewer)]),
        ),
        ("no person", None),
    ] {
        let tablet = Tablet::new();
        tablet.store.db.execute("UPDATE device SET person = ?1", [before]).unwrap();
        // As it was before roles, and what came after them.
        let after = "DROP TABLE slip; DROP TABLE book; DROP TABLE parcel; PRAGMA user_version = 3";
        tablet.store.db.execute_batch(&format!("{WITHOUT_NAMES} {after}")).unwrap();
        let tablet = tablet.restarted();
        assert_eq!(tablet.store.person().map(|person| person.roles.clone()), roles, "{before}");
    }
}
