//! Finished ballots, until the server has proved that it holds them.

use std::collections::BTreeSet;

use serde_json::json;
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::sync::{Ack, Entry, State};
use shared::wire::TabletPackage;
use uuid::Uuid;

use super::tablet::{BEGUN, CAMPAIGN, Tablet, WITHOUT_NAMES, package};
use crate::device::db::{Deleted, kept};
use crate::device::protocol::{Command, Outbox, OutboxItem, OutboxState, Reply};

fn entry(tablet: &Tablet) -> Entry {
    let [entry] = tablet.store.entries().unwrap().0.try_into().unwrap();
    entry
}

fn acked(entry: &Entry, digest: Digest) -> Entry {
    let ack = Ack { digest, received: BEGUN.parse().unwrap(), epoch: None, at_ms: 1, let_go: false };
    Entry { state: State::Acked(ack), ..entry.clone() }
}

#[test]
fn a_ballot_goes_to_the_sync_in_the_moment_in_which_it_is_finished() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    let (_, finished) = tablet.store.obey(Command::FinishDraft { draft }).unwrap();
    assert_eq!(finished, [entry(&tablet)]);
    let bytes = tablet.store.bytes(draft).unwrap().unwrap();
    assert_eq!(entry(&tablet).digest, Digest::of(&bytes));
}

#[test]
fn what_the_sync_knows_is_there_after_a_restart() {
    let mut tablet = Tablet::new();
    tablet.finished();
    let parked = State::Parked { problem: Problem::new("ballot.undecodable").with("cause", "short") };
    let known = Entry { attempts: 3, not_before_ms: 9, state: parked, ..entry(&tablet) };
    tablet.store.keep_entry(&known).unwrap();
    let mut tablet = tablet.restarted();
    assert_eq!(entry(&tablet), known);
    assert_eq!((tablet.store.sync.unsent, tablet.store.sync.parked), (0, 1));
    let items = tablet.outbox(9).rows;
    assert!(
        matches!(&items[0].state, OutboxState::Parked { problem } if problem.code == "ballot.undecodable")
    );
}

#[test]
fn an_entry_is_kept_only_for_the_bytes_that_it_is_about() {
    let mut tablet = Tablet::new();
    tablet.finished();
    let other = Entry { digest: Digest::of(b"other"), attempts: 7, ..entry(&tablet) };
    assert!(!tablet.store.keep_entry(&other).unwrap());
    assert_eq!(entry(&tablet).attempts, 0);
}

#[test]
fn nothing_is_deleted_without_a_receipt_that_names_its_bytes() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    let digest = entry(&tablet).digest;
    assert_eq!(tablet.store.forget(id, digest).unwrap(), Deleted::NotHeld, "it waits");
    let wrong = acked(&entry(&tablet), Digest::of(b"other"));
    tablet.store.keep_entry(&wrong).unwrap();
    assert_eq!(
        tablet.store.forget(id, digest).unwrap(),
        Deleted::NotHeld,
        "the receipt is about other bytes"
    );
    let right = acked(&entry(&tablet), digest);
    tablet.store.keep_entry(&right).unwrap();
    assert_eq!(tablet.store.forget(id, Digest::of(b"other")).unwrap(), Deleted::Missing);
    assert_eq!(tablet.count("outbox"), 1, "another digest is another ballot");
    assert_eq!(tablet.store.forget(id, digest).unwrap(), Deleted::Yes);
    assert_eq!((tablet.count("outbox"), tablet.store.bytes(id).unwrap()), (0, None));
    assert_eq!(tablet.store.forget(id, digest).unwrap(), Deleted::Missing);
}

#[test]
fn what_is_held_no_more_is_still_known_to_be_handed_in() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    let known = |tablet: &mut Tablet, ballot| match tablet.ask(Command::Sealed { ballot }) {
        Ok(Reply::Sealed(item)) => item.map(|item| *item),
        other => panic!("{other:?}"),
    };
    let held = known(&mut tablet, id).unwrap();
    assert!(held.held && held.state == OutboxState::Waiting);
    let digest = entry(&tablet).digest;
    tablet.store.keep_entry(&acked(&entry(&tablet), digest)).unwrap();
    assert_eq!(tablet.store.forget(id, digest).unwrap(), Deleted::Yes);
    let mut tablet = tablet.restarted();
    let received = OutboxState::Received { at: BEGUN.parse().unwrap() };
    let gone = OutboxItem { held: false, state: received, ..held };
    assert_eq!(known(&mut tablet, id), Some(gone));
    assert_eq!(known(&mut tablet, Uuid::from_u128(1)), None);
}

#[test]
fn signing_out_and_another_person_leave_every_ballot() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    tablet.ask(Command::SignOut).unwrap();
    tablet.sign_in("minh");
    let mut tablet = tablet.restarted();
    assert_eq!((entry(&tablet).id, tablet.store.sync.unsent), (id, 1));
    let items = tablet.outbox(9).rows;
    assert_eq!(items[0].interviewer.as_deref(), Some("lan"));
}

/// What the place and the campaign of a ballot are called.
fn named(tablet: &mut Tablet, ballot: Uuid) -> (Option<String>, Option<String>) {
    let Ok(Reply::Sealed(Some(item))) = tablet.ask(Command::Sealed { ballot }) else { panic!("no ballot") };
    let (place, campaign) = item.names.map(|names| (names.place, Some(names.campaign))).unwrap_or_default();
    (place.map(|name| name.vi), campaign.map(|name| name.vi))
}

/// What the server gives to somebody who works elsewhere: no place of others is in it.
fn package_of_elsewhere() -> TabletPackage {
    let mut other = serde_json::to_value(package("2")).unwrap();
    other["campaign"]["places"] =
        json!([{ "code": "02000", "kind": "commune", "name": "Xã khác", "unit": "TPBK" }]);
    serde_json::from_value(other).unwrap()
}

fn both() -> (Option<String>, Option<String>) {
    (Some("Phường Đức Xuân".to_owned()), Some("Tập huấn".to_owned()))
}

#[test]
fn a_ballot_keeps_its_names_whoever_looks_and_whatever_packages_come() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    // The place is given to somebody else before it is finished.
    tablet.fetch(&package_of_elsewhere());
    tablet.ask(Command::FinishDraft { draft }).unwrap();
    tablet.sign_in("minh");
    let own = Command::Campaign { campaign: CAMPAIGN.to_owned() };
    assert_eq!(tablet.ask(own).unwrap_err().code, "store.no_package", "packages open to nobody else");
    tablet.fetch(&package_of_elsewhere());
    assert_eq!((named(&mut tablet, id), named(&mut tablet, draft)), (both(), both()));
    tablet.store.db.execute("DELETE FROM package", []).unwrap();
    tablet.ask(Command::SignOut).unwrap();
    assert_eq!(named(&mut tablet, id), both());
    // Also when the ballot itself is held no more.
    let entry = tablet.store.entries().unwrap().0.into_iter().find(|entry| entry.id == id).unwrap();
    tablet.store.keep_entry(&acked(&entry, entry.digest)).unwrap();
    assert_eq!(tablet.store.forget(id, entry.digest).unwrap(), Deleted::Yes);
    assert_eq!(named(&mut tablet, id), both());
}

#[test]
fn a_ballot_of_a_version_that_kept_no_names_is_named_by_any_package_that_can() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    tablet.store.db.execute_batch(WITHOUT_NAMES).unwrap();
    let mut tablet = tablet.restarted();
    tablet.ask(Command::FinishDraft { draft }).unwrap();
    tablet.sign_in("minh");
    assert_eq!(named(&mut tablet, id), both());
    // One's own says nothing of the place; a damaged one says nothing at all.
    tablet.fetch(&package_of_elsewhere());
    assert_eq!(named(&mut tablet, id), both());
    tablet.store.db.execute("UPDATE package SET body = '{' WHERE username = 'lan'", []).unwrap();
    assert_eq!(named(&mut tablet, id), (None, both().1), "the campaign is known");
    assert_eq!(named(&mut tablet, draft), both(), "it was named when it was finished");
    tablet.store.db.execute("DELETE FROM package", []).unwrap();
    assert_eq!(named(&mut tablet, id), (None, None));
}

#[test]
fn what_is_known_of_a_ballot_may_be_lost_and_a_damaged_row_shuts_nothing() {
    let mut tablet = Tablet::new();
    let (unknown, damaged, sound) = (tablet.finished(), tablet.finished(), tablet.finished());
    let sql = "UPDATE outbox SET entry = '{' WHERE id = ?1";
    tablet.store.db.execute(sql, [unknown.to_string()]).unwrap();
    let sql = "UPDATE outbox SET digest = 'torn' WHERE id = ?1";
    tablet.store.db.execute(sql, [damaged.to_string()]).unwrap();
    let mut tablet = tablet.restarted();
    let (entries, unreadable) = tablet.store.entries().unwrap();
    let ids: Vec<Uuid> = entries.iter().map(|entry| entry.id).collect();
    assert_eq!((ids, unreadable), (vec![unknown, sound], 1), "the first is sent as if it had never been");
    assert_eq!((tablet.store.sync.unsent, tablet.store.sync.parked), (2, 1));
    let listed = tablet.outbox(9);
    // Nothing is made up about the damaged one: no time, no form, no place.
    let listed_ids: BTreeSet<Uuid> = listed.rows.iter().map(|item| item.id).collect();
    assert_eq!((listed_ids, listed.unreadable), (BTreeSet::from([unknown, sound]), 1));
    assert_eq!(tablet.count("outbox"), 3, "it stays");
    tablet.finished();
}

#[test]
fn an_ack_counts_under_its_own_epoch_only_and_nothing_else_is_deleted() {
    let mut tablet = Tablet::new();
    let id = tablet.finished();
    let digest = entry(&tablet).digest;
    tablet.store.keep_entry(&acked(&entry(&tablet), digest)).unwrap();
    tablet.store.keep_epoch(Uuid::from_u128(7)).unwrap();
    let mut tablet = tablet.restarted();
    assert_eq!((tablet.store.epoch().unwrap(), tablet.store.sync.unsent), (Some(Uuid::from_u128(7)), 1));
    assert_eq!(tablet.store.forget(id, digest).unwrap(), Deleted::NotHeld, "it is to be sent again");
    let items = tablet.outbox(9).rows;
    assert_eq!(items[0].state, OutboxState::Waiting);
}

#[test]
fn the_ballot_that_is_under_way_is_shown_so_until_it_is_received() {
    let mut tablet = Tablet::new();
    let (waits, goes) = (tablet.finished(), tablet.finished());
    tablet.store.sync.under_way = vec![goes];
    let states = |tablet: &mut Tablet| -> Vec<_> {
        tablet.outbox(9).rows.into_iter().map(|item| (item.id, item.state)).collect()
    };
    assert_eq!(states(&mut tablet), [(goes, OutboxState::Sending), (waits, OutboxState::Waiting)]);
    let entry = tablet.store.entries().unwrap().0.into_iter().find(|entry| entry.id == goes).unwrap();
    tablet.store.keep_entry(&acked(&entry, entry.digest)).unwrap();
    let states = states(&mut tablet);
    assert_eq!(states[0], (waits, OutboxState::Waiting), "what is received stands last");
    assert!(matches!(states[1].1, OutboxState::Received { .. }));
}

#[test]
fn a_full_outbox_gives_as_many_as_are_asked_for_and_says_how_many_more_there_are() {
    let mut tablet = Tablet::new();
    let ballots: Vec<Uuid> = (0..3).map(|_| tablet.finished()).collect();
    let shown = |outbox: Outbox| (outbox.rows.iter().map(|item| item.id).collect::<Vec<_>>(), outbox.more);
    assert_eq!(shown(tablet.outbox(2)), (vec![ballots[2], ballots[1]], 1));
    assert_eq!(shown(tablet.outbox(3)), (vec![ballots[2], ballots[1], ballots[0]], 0));
}

/// Rows as the version before the epoch wrote them: waiting, parked by the server, parked by something on the way, acked.
const FIXTURE: &str = include_str!("../../../../../tests/corpus/fixtures/outbox-entry-v1.json");

#[test]
fn entries_of_the_first_version_are_read() {
    let rows: Vec<serde_json::Value> = serde_json::from_str(FIXTURE).unwrap();
    let states: Vec<State> = rows.iter().map(|row| kept::read(&row.to_string()).unwrap().state).collect();
    assert_eq!(states[0], State::Waiting);
    let too_large = Problem::new("ballot.too_large").with("kb", 2000).with("most", 1024);
    assert_eq!(states[1], State::Parked { problem: too_large });
    assert_eq!(states[2], State::Waiting, "a proxy had refused it, not the server");
    let State::Acked(ack) = &states[3] else { panic!("{:?}", states[3]) };
    assert_eq!((ack.epoch, ack.at_ms, ack.received), (None, 1_795_000_000_500, BEGUN.parse().unwrap()));
    for row in &rows {
        let entry = kept::read(&row.to_string()).unwrap();
        assert_eq!(kept::read(&kept::write(&entry).unwrap()).unwrap(), entry);
    }
}
