//! Which ballots are sent, in which order, and when not at all.

use uuid::Uuid;

use super::tablet::*;
use crate::sync::{Input, Reply, State, Wake};

#[test]
fn ballots_go_one_at_a_time_in_their_order_and_progress_is_shown() {
    let mut tablet = Tablet::with(3);
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (3, Some((0, 3))));
    tablet.now_ms += 400;
    tablet.accept();
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (2, Some((1, 3))));
    assert_eq!((tablet.shown.last_ok_ms, tablet.shown.waiting_until_ms), (Some(NOON + 400), None));
    tablet.accept();
    tablet.tell(Input::Queued(entry(4)));
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (2, Some((2, 4))));
    tablet.accept();
    tablet.accept();
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (0, None));
    assert_eq!(tablet.sent, [(id(1), 1), (id(2), 1), (id(3), 1), (id(4), 1)]);
    tablet.tell(Input::Queued(entry(5)));
    assert_eq!(tablet.shown.sending, Some((0, 1)), "what was done before is no part of this");
}

#[test]
fn a_ballot_that_never_gets_an_answer_holds_up_no_other() {
    let mut tablet = Tablet::with(20);
    for _ in 0..30 {
        match tablet.sent.last() {
            Some((ballot, _)) if *ballot == id(1) => tablet.reply(Reply::Nothing),
            _ => tablet.accept(),
        }
        if tablet.shown.unsent > 1 && tablet.shown.sending.is_none() {
            tablet.wait();
        }
    }
    assert_eq!(tablet.shown.unsent, 1);
    assert!(tablet.now_ms < NOON + 5000, "{} ms", tablet.now_ms - NOON);
    assert!(matches!(tablet.state(20), State::Acked(_)));
}

#[test]
fn those_that_failed_go_behind_those_that_did_not() {
    let mut tablet = Tablet::with(3);
    tablet.reply(Reply::Nothing);
    tablet.wait();
    assert_eq!(tablet.sent, [(id(1), 1), (id(2), 1)]);
}

#[test]
fn a_parked_ballot_is_tried_again_only_when_a_person_asks_and_once() {
    let mut tablet = Tablet::with(2);
    tablet.answer(422, None);
    tablet.accept();
    assert_eq!((tablet.shown.unsent, tablet.shown.parked), (0, 1));
    for wake in [Wake::Online, Wake::Visible, Wake::Start] {
        tablet.tell(Input::Wake(wake));
    }
    assert_eq!(tablet.sent.len(), 2);

    tablet.now_ms += 60_000;
    tablet.tell(Input::Wake(Wake::Button));
    assert_eq!((tablet.sent.len(), tablet.shown.parked), (3, 1));
    tablet.answer(503, None);
    assert!(matches!(tablet.state(1), State::Parked { .. }));
    tablet.wait();
    assert_eq!(tablet.sent.len(), 4, "the person still waits for an answer");
    tablet.answer(422, None);
    tablet.now_ms += 60_000;
    tablet.tell(Input::Wake(Wake::Online));
    assert_eq!((tablet.sent.len(), tablet.shown.parked), (4, 1));

    tablet.tell(Input::Wake(Wake::Button));
    tablet.accept();
    assert_eq!((tablet.shown.unsent, tablet.shown.parked), (0, 0));
}

#[test]
fn parked_ballots_that_a_person_asks_for_come_after_those_never_tried() {
    let mut tablet = Tablet::with(1);
    tablet.answer(422, None);
    tablet.tell(Input::Queued(entry(2)));
    tablet.reply(Reply::Nothing);
    tablet.tell(Input::Queued(entry(3)));
    tablet.tell(Input::Wake(Wake::Button));
    tablet.accept();
    tablet.accept();
    tablet.answer(422, None);
    let order: Vec<Uuid> = tablet.sent.iter().skip(2).map(|(ballot, _)| *ballot).collect();
    assert_eq!(order, [id(3), id(2), id(1)]);
}

#[test]
fn without_a_session_nothing_is_sent_until_somebody_signs_in() {
    let mut tablet = Tablet::with(2);
    tablet.answer(401, None);
    assert!(tablet.shown.needs_sign_in);
    assert_eq!((tablet.shown.unsent, tablet.shown.parked, tablet.shown.waiting_until_ms), (2, 0, None));
    for wake in [Wake::Online, Wake::Visible, Wake::Button, Wake::Start] {
        tablet.tell(Input::Wake(wake));
    }
    assert_eq!((tablet.sent.len(), tablet.machine.poll_timeout()), (1, None));
    tablet.tell(Input::SignedIn);
    assert!(!tablet.shown.needs_sign_in);
    tablet.accept();
    tablet.accept();
    assert_eq!(tablet.shown.unsent, 0);
}
