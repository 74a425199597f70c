//! Ballots that travel by hand: from one tablet to another, and receipts back.

use shared::ballot::{Ballot, Digest, Header, NoAnswer, Personal};
use shared::carry;
use shared::sync::State;
use shared::wire::Receipt;
use uuid::Uuid;

use super::apart::asks;
use super::tablet::{BEGUN, Tablet, package};
use crate::device::protocol::{CarriedItem, Command, OutboxState, Reply};

/// What the page reads of a line.
fn item(line: &str) -> CarriedItem {
    let sealed = carry::read(line.as_bytes()).unwrap();
    let line = line.to_owned();
    if Personal::is_one(&sealed.bytes) {
        let told = Personal::open(&sealed.bytes).unwrap().header;
        let (id, campaign, form) = (told.id, told.campaign, told.form);
        let (place, username, finished_ms, reason) = (String::new(), None, 0, None);
        return CarriedItem { line, id, campaign, form, place, username, finished_ms, reason };
    }
    let header = Header::open(&sealed.bytes).unwrap();
    CarriedItem {
        line,
        id: header.id,
        campaign: header.campaign,
        form: header.form,
        place: header.place,
        username: header.interviewer,
        finished_ms: header.finished.as_millisecond(),
        reason: Ballot::open(&sealed.bytes).is_err().then_some(NoAnswer::NotMet),
    }
}

fn carried(tablet: &mut Tablet) -> String {
    match tablet.ask(Command::CarryOut).unwrap() {
        Reply::Carried(file) => file,
        other => panic!("{other:?}"),
    }
}

/// A tablet on which a ballot, what tells who its person is, and a case without one wait.
fn full() -> Tablet {
    let mut tablet = Tablet::new();
    tablet.fetch(&asks());
    let [answered, missed] = [(); 2].map(|()| tablet.begin().card.id);
    tablet.answer(answered, "/used", Some("no"), 1);
    tablet.answer(answered, "/full_name", Some("Hoàng Thị Mai"), 2);
    tablet.ask(Command::FinishDraft { draft: answered }).unwrap();
    tablet.ask(Command::NoAnswer { draft: missed, reason: NoAnswer::NotMet }).unwrap();
    tablet
}

#[test]
fn all_that_waits_travels_and_is_sent_from_there_as_from_here() {
    let mut from = full();
    let file = carried(&mut from);
    let (first, lines) = file.split_once('\n').unwrap();
    assert_eq!((first, lines.lines().count()), (carry::BALLOTS, 3));

    let mut to = Tablet::new();
    to.sign_in("binh");
    to.fetch(&package("1"));
    for again in [false, true] {
        for line in lines.lines() {
            let (reply, entries) = to.store.obey(Command::CarryIn(Box::new(item(line)))).unwrap();
            assert_eq!((reply, entries.len()), (Reply::Done, usize::from(!again)));
        }
    }
    let sealed = |tablet: &Tablet| -> Vec<_> {
        let ids = tablet.store.entries().unwrap().0.into_iter().map(|entry| entry.id);
        ids.map(|id| tablet.store.bytes(id).unwrap().unwrap()).collect()
    };
    assert_eq!(sealed(&to), sealed(&from), "the very bytes");
    let listed = |tablet: &mut Tablet| -> Vec<_> {
        let rows = tablet.outbox(9).rows.into_iter();
        rows.map(|it| (it.id, it.form, it.place, it.interviewer, it.finished, it.reason)).collect()
    };
    assert_eq!(listed(&mut to), listed(&mut from));
    assert!(to.board().rows.iter().all(|row| (row.done, row.unsent, row.missed) == (0, 0, 0)), "not theirs");
    assert_eq!(carried(&mut to), file, "it travels on");

    let spoilt = CarriedItem { line: lines.replacen('7', "8", 1), ..item(lines.lines().next().unwrap()) };
    let refused = to.ask(Command::CarryIn(Box::new(spoilt))).unwrap_err().code;
    assert!(["carry.spoilt", "carry.no_ballot"].contains(&&*refused), "{refused}");
}

#[test]
fn a_receipt_that_came_by_hand_is_one_and_leaves_nothing_of_who_somebody_is() {
    let mut tablet = full();
    let epoch = Some(Uuid::from_u128(7));
    tablet.store.keep_epoch(Uuid::from_u128(7)).unwrap();
    let entries = tablet.store.entries().unwrap().0;
    for entry in &entries {
        let receipt =
            Receipt { id: entry.id, digest: entry.digest, received: BEGUN.parse().unwrap(), let_go: false };
        let other = Receipt { digest: Digest::of(b"another"), ..receipt.clone() };
        tablet.ask(Command::Received { receipt: other, epoch }).unwrap();
        assert!(tablet.store.bytes(entry.id).unwrap().is_some(), "of other bytes it proves nothing");
        tablet.ask(Command::Received { receipt, epoch }).unwrap();
    }
    let unknown =
        Receipt { id: Uuid::max(), digest: Digest::of(b""), received: BEGUN.parse().unwrap(), let_go: false };
    assert_eq!(tablet.ask(Command::Received { receipt: unknown, epoch }), Ok(Reply::Done));
    let left = tablet.store.entries().unwrap().0;
    assert_eq!((left.len(), entries.len()), (2, 3), "what tells who somebody is is gone");
    assert!(left.iter().all(|entry| matches!(entry.state, State::Acked(_))));
    let states: Vec<_> = tablet.outbox(9).rows.into_iter().map(|it| it.state).collect();
    assert_eq!(states, [(); 2].map(|()| OutboxState::Received { at: BEGUN.parse().unwrap() }));
    assert_eq!(carried(&mut tablet), format!("{}\n", carry::BALLOTS));
}

#[test]
fn a_receipt_of_a_store_that_was_restored_since_proves_nothing() {
    let mut tablet = full();
    tablet.store.keep_epoch(Uuid::from_u128(8)).unwrap();
    for entry in tablet.store.entries().unwrap().0 {
        let receipt =
            Receipt { id: entry.id, digest: entry.digest, received: BEGUN.parse().unwrap(), let_go: false };
        assert_eq!(
            tablet.ask(Command::Received { receipt, epoch: Some(Uuid::from_u128(7)) }),
            Ok(Reply::Done)
        );
    }
    assert_eq!(carried(&mut tablet).lines().count(), 4);
}
