//! What is to be done and what is done.

use shared::sync::{Ack, Entry, State};
use shared::wire::{Held, Received};

use super::tablet::{BEGUN, CAMPAIGN, PLACE, Tablet, package};
use crate::device::protocol::{BoardRow, Command, Reply};

fn row(tablet: &mut Tablet) -> BoardRow {
    let Ok(Reply::Board(board)) = tablet.ask(Command::Board { campaign: CAMPAIGN.to_owned() }) else {
        panic!("no board")
    };
    let [row] = board.rows.try_into().expect("one form at one place is assigned");
    row
}

fn ack_all(tablet: &mut Tablet) {
    let at_ms = u64::try_from(tablet.world.now.get().as_millisecond()).unwrap();
    for entry in tablet.store.entries().unwrap().0 {
        let (digest, received) = (entry.digest, BEGUN.parse().unwrap());
        let state = State::Acked(Ack { digest, received, epoch: None, at_ms, let_go: false });
        assert!(tablet.store.keep_entry(&Entry { state, ..entry }).unwrap());
    }
}

fn received(ballots: u32) -> Vec<Received> {
    vec![Received { form: "P7".to_owned(), place: PLACE.to_owned(), ballots, missed: 0 }]
}

#[test]
fn planned_done_and_unsent_are_counted_where_the_person_is_assigned() {
    let mut tablet = Tablet::new();
    tablet.finished();
    tablet.begin();
    let row = row(&mut tablet);
    assert_eq!((row.planned, row.done, row.unsent, row.drafts, row.received), (4, 1, 1, 1, 0));
}

#[test]
fn a_ballot_is_counted_once_before_and_after_the_server_counts_it() {
    let mut tablet = Tablet::new();
    tablet.finished();
    tablet.pass(10);
    ack_all(&mut tablet);
    let before = row(&mut tablet);
    assert_eq!((before.done, before.unsent, before.received), (1, 0, 1));
    tablet.pass(10);
    tablet.fetch(&shared::wire::TabletPackage { received: received(1), ..package("1") });
    let after = row(&mut tablet);
    assert_eq!((after.done, after.unsent, after.received), (1, 0, 1));
}

#[test]
fn a_new_tablet_shows_what_the_server_holds() {
    let mut tablet = Tablet::new();
    tablet.fetch(&shared::wire::TabletPackage { received: received(3), ..package("1") });
    tablet.finished();
    let row = row(&mut tablet);
    assert_eq!((row.done, row.unsent, row.received), (4, 1, 3));
}

#[test]
fn another_person_has_counts_of_their_own() {
    let mut tablet = Tablet::new();
    tablet.finished();
    tablet.begin();
    let held = |unsent, drafts| vec![Held { campaign: CAMPAIGN.to_owned(), unsent, drafts }];
    assert_eq!(tablet.store.held_of_person().unwrap().of, held(1, 1), "what the office is told");
    tablet.sign_in("minh");
    tablet.fetch(&package("1"));
    let row = row(&mut tablet);
    assert_eq!((row.planned, row.done, row.unsent), (4, 0, 0));
    assert_eq!(tablet.store.held_of_person().unwrap().of, []);
    tablet.sign_in("lan");
    ack_all(&mut tablet);
    assert_eq!(tablet.store.held_of_person().unwrap().of, held(0, 1));
}
