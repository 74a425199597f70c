//! Finished ballots, until the server has proved that it holds them.

use shared::ballot::Digest;
use shared::problem::Problem;
use shared::sync::{Entry, State};
use shared::wire::Receipt;

use super::tablet::{BEGUN, Tablet};
use crate::store::protocol::{Command, OutboxState, Reply};

fn entry(tablet: &Tablet) -> Entry {
    let [entry] = tablet.store.entries().unwrap().try_into().unwrap();
    entry
}

fn acked(entry: &Entry, digest: Digest) -> Entry {
    let receipt = Receipt { id: entry.id, digest, received: BEGUN.parse().unwrap() };
    Entry { state: State::Acked { receipt, at_ms: 1 }, ..entry.clone() }
}

#[test]
fn a_ballot_goes_to_the_sync_in_the_moment_in_which_it_is_finished() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    let (_, finished) = tablet.store.obey(Command::FinishDraft { draft }).unwrap();
    assert_eq!(finished, Some(entry(&tablet)));
    let bytes = tablet.store.bytes(draft).unwrap().unwrap();
    assert_eq!(entry(&tablet).digest, Digest::of(&bytes));
}

#[test]
fn what_the_sync_knows_is_there_after_a_restart() {
    let mut tablet = Tablet::new();
    tablet.finished();
    let parked = State::Parked { problem: Problem::new("sync.refused").with("status", 400) };
    let known = Entry { attempts: 3, not_before_ms: 9, state: parked, ..entry(&tablet) };
    tablet.store.keep_entry(&known).unwrap();
    let mut tablet = tablet.restarted();
    assert_eq!(entry(&tablet), known);
    assert_eq!((tablet.store.sync.unsent, tablet.store.sync.parked), (0, 1));
    let Ok(Reply::Outbox(items)) = tablet.ask(Command::Outbox) else { panic!("no outbox") };
    assert!(matches!(&items[0].state, OutboxState::Parked { problem } if problem.code == "sync.refused"));
}

#[test]
fn an_entry_is_kept_only_for_the_bytes_that_it_is_about() {
    let mut tablet = Tablet::new();
    tablet.finished();
    let other = Entry { digest: Digest::of(b"other"), attempts: 7, ..entry(&tablet) };
    assert!(tablet.store.keep_entry(&other).is_err());
    assert_eq!(entry(&tablet).attempts, 0);
}

#[test]
fn nothing_is_deleted_without_a_receipt_that_names_its_bytes() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    let digest = entry(&tablet).digest;
    assert!(tablet.store.forget(id, digest).is_err(), "it waits");
    let wrong = acked(&entry(&tablet), Digest::of(b"other"));
    tablet.store.keep_entry(&wrong).unwrap();
    assert!(tablet.store.forget(id, digest).is_err(), "the receipt is about other bytes");
    let right = acked(&entry(&tablet), digest);
    tablet.store.keep_entry(&right).unwrap();
    tablet.store.forget(id, Digest::of(b"other")).unwrap();
    assert_eq!(tablet.count("outbox"), 1, "another digest is another ballot");
    tablet.store.forget(id, digest).unwrap();
    assert_eq!((tablet.count("outbox"), tablet.store.bytes(id).unwrap()), (0, None));
}

#[test]
fn signing_out_and_another_person_leave_every_ballot() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    tablet.ask(Command::SignOut).unwrap();
    tablet.sign_in("minh");
    let mut tablet = tablet.restarted();
    assert_eq!((entry(&tablet).id, tablet.store.sync.unsent), (id, 1));
    let Ok(Reply::Outbox(items)) = tablet.ask(Command::Outbox) else { panic!("no outbox") };
    assert_eq!(items[0].interviewer.as_deref(), Some("lan"));
}
