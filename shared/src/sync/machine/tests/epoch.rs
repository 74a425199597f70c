//! A server that was restored from a backup, and answers that do not come from the store of now.

use uuid::Uuid;

use super::tablet::*;
use crate::sync::{Config, Entry, Heard, Input, Machine, Output, Reply, State, Wake};

const FIRST: Option<Uuid> = Some(Uuid::from_u128(101));
const SECOND: Option<Uuid> = Some(Uuid::from_u128(102));

/// A tablet whose three ballots were acked under the first epoch.
fn all_acked() -> Tablet {
    Tablet::with_epoch((1..=3).map(|ballot| acked(ballot, FIRST, NOON - 5)).collect(), FIRST)
}

/// The server is heard, not about a ballot, by a tablet that knew this when it asked.
fn hear(tablet: &mut Tablet, known: Option<Uuid>, epoch: Option<Uuid>) {
    let epoch = epoch.map(|epoch| epoch.to_string());
    tablet.tell(Input::Heard(Heard { known, epoch, asked_ms: tablet.now_ms, date_ms: None }));
}

fn counts(tablet: &Tablet) -> (u32, u32) {
    (tablet.shown.unsent, tablet.shown.again)
}

#[test]
fn a_server_of_another_epoch_gets_again_whatever_the_tablet_holds() {
    let mut tablet = all_acked();
    assert_eq!((counts(&tablet), tablet.sent.len()), ((0, 0), 0));
    hear(&mut tablet, FIRST, FIRST);
    assert_eq!((counts(&tablet), tablet.sent.len()), ((0, 0), 0), "the same store");
    hear(&mut tablet, FIRST, SECOND);
    assert_eq!((counts(&tablet), tablet.epoch), ((3, 3), SECOND), "never \"the server has everything\"");
    assert!((500..=1000).contains(&tablet.wait()), "tablets do not come all at once");
    tablet.server = SECOND;
    for _ in 0..3 {
        tablet.accept();
    }
    assert_eq!((counts(&tablet), tablet.shown.sending), ((0, 0), None));
    assert_eq!(tablet.sent, [(id(1), 2), (id(2), 2), (id(3), 2)]);
    assert!(tablet.stored.values().all(|entry| entry.is_held(SECOND)));
}

#[test]
fn a_crash_at_any_point_of_sending_again_leaves_the_rest_to_be_sent() {
    let again = acked(1, SECOND, NOON);
    let tablet = Tablet::with_epoch(vec![again, acked(2, FIRST, 0), acked(3, FIRST, 0)], SECOND);
    assert_eq!((counts(&tablet), tablet.sent.len()), ((2, 2), 1));
    assert!(tablet.forgotten.is_empty(), "though fourteen days are over");
}

#[test]
fn the_answer_to_a_ballot_tells_the_epoch_as_well() {
    let mut tablet = Tablet::with_epoch(vec![acked(1, FIRST, NOON), entry(2)], FIRST);
    tablet.server = SECOND;
    tablet.accept();
    assert_eq!(counts(&tablet), (1, 1));
    tablet.wait();
    tablet.accept();
    assert_eq!((counts(&tablet), tablet.epoch), ((0, 0), SECOND));
    assert_eq!(tablet.sent, [(id(2), 1), (id(1), 2)]);
}

#[test]
fn acks_of_servers_that_named_no_epoch_are_offered_to_the_first_that_does() {
    let mut tablet = Tablet::with_entries(vec![acked(1, None, NOON)]);
    assert_eq!(counts(&tablet), (0, 0), "nothing is known against it");
    hear(&mut tablet, None, FIRST);
    assert_eq!(counts(&tablet), (1, 1));
}

#[test]
fn an_answer_without_an_epoch_changes_nothing() {
    let mut tablet = Tablet::with_epoch(vec![acked(1, FIRST, NOON), entry(2)], FIRST);
    hear(&mut tablet, FIRST, None);
    let nonsense = Heard { known: FIRST, epoch: Some("none".to_owned()), ..Heard::default() };
    tablet.tell(Input::Heard(nonsense));
    tablet.accept();
    assert_eq!((counts(&tablet), tablet.epoch), ((0, 0), FIRST), "also a receipt of an older server");
    assert!(tablet.stored.values().all(|entry| entry.is_held(FIRST)));
}

#[test]
fn what_was_asked_before_the_restore_was_heard_of_says_nothing_of_now() {
    let mut tablet = Tablet::with_epoch(vec![entry(1)], FIRST);
    hear(&mut tablet, FIRST, SECOND);
    hear(&mut tablet, FIRST, FIRST);
    assert_eq!(tablet.machine.epoch(), SECOND);
    // The receipt for what was sent before: of the store that is gone. The ballot goes again, to the new one.
    tablet.server = FIRST;
    tablet.accept();
    assert_eq!((counts(&tablet), tablet.sent.len()), ((1, 0), 2));
    assert_eq!(*tablet.state(1), State::Waiting);
    tablet.server = SECOND;
    tablet.accept();
    assert_eq!(counts(&tablet), (0, 0));
    let late = Reply::Answer {
        status: 200,
        retry_after: None,
        body: receipt(1),
        heard: Heard { known: FIRST, epoch: FIRST.map(|epoch| epoch.to_string()), ..Heard::default() },
    };
    tablet.tell(Input::Reply { tries: vec![FIRST_TRY], reply: late });
    assert!(tablet.stored[&id(1)].is_held(SECOND));
}

#[test]
fn an_epoch_that_could_not_be_written_is_written_later() {
    let mut tablet = all_acked();
    tablet.full = true;
    hear(&mut tablet, FIRST, SECOND);
    assert_eq!((counts(&tablet), tablet.epoch), ((3, 3), FIRST));
    tablet.tell(Input::Wake(Wake::Visible));
    assert_eq!(counts(&tablet), (3, 3), "what was heard is newer than what is read");
    tablet.full = false;
    tablet.now_ms += Config::default().longest_wait_ms;
    tablet.tell(Input::Timer);
    assert_eq!(tablet.epoch, SECOND);
    tablet.epoch = FIRST;
    tablet.tell(Input::Wake(Wake::Visible));
    assert_eq!(counts(&tablet), (0, 0), "what another session wrote since");
}

#[test]
fn two_stores_that_answer_in_turn_are_not_hammered() {
    let mut tablet = all_acked();
    let mut waited_ms = 0;
    for _ in 0..20 {
        tablet.server = if tablet.server == SECOND { FIRST } else { SECOND };
        let (known, server) = (tablet.machine.epoch(), tablet.server);
        hear(&mut tablet, known, server);
        waited_ms = tablet.wait();
    }
    assert!(waited_ms >= Config::default().longest_wait_ms / 2, "{waited_ms}");
}

#[test]
fn a_ballot_refused_when_it_is_sent_again_is_parked_and_no_longer_counted_as_sent_again() {
    let mut tablet = Tablet::with_epoch(vec![acked(1, FIRST, NOON)], SECOND);
    tablet.answer(422, None);
    assert_eq!((counts(&tablet), tablet.shown.parked), ((0, 0), 1));
}

#[test]
fn nothing_is_deleted_while_it_is_to_be_sent_again() {
    let mut machine = Machine::new(Config { keep_ms: 1000, ..Config::default() }, 1);
    machine.handle(NOON, Input::Wake(Wake::Start));
    let kept: Vec<Entry> = vec![acked(1, FIRST, NOON - 2000), acked(2, SECOND, NOON - 2000)];
    machine.handle(NOON, Input::Loaded { entries: kept, unreadable: 0, epoch: SECOND });
    let forgotten: Vec<Uuid> = std::iter::from_fn(|| machine.poll())
        .filter_map(|output| match output {
            Output::Forget { id, .. } => Some(id),
            _ => None,
        })
        .collect();
    assert_eq!(forgotten, [id(2)]);
}

#[test]
fn a_wrong_clock_is_told_and_its_being_right_again_too() {
    let mut tablet = all_acked();
    let date = |tablet: &mut Tablet, date_ms| {
        let epoch = FIRST.map(|epoch| epoch.to_string());
        let heard = Heard { known: FIRST, epoch, asked_ms: tablet.now_ms, date_ms };
        tablet.tell(Input::Heard(heard));
        tablet.shown.clock_off_ms
    };
    assert_eq!(date(&mut tablet, Some(NOON)), None);
    assert_eq!(date(&mut tablet, Some(NOON + 3_600_000)), Some(-3_600_000));
    assert_eq!(date(&mut tablet, None), Some(-3_600_000), "an answer that says nothing of the time");
    assert_eq!(date(&mut tablet, Some(NOON)), None);
}
