//! What is kept of a ballot: in the store, between sessions, and against late replies.

use super::tablet::*;
use crate::ballot::Digest;
use crate::sync::{Ack, Config, Entry, Heard, Input, Machine, Output, Reply, State, Wake};

#[test]
fn only_a_receipt_counts_when_it_comes_late() {
    let late = |status| {
        let mut tablet = Tablet::with(1);
        tablet.wait();
        tablet.wait();
        assert_eq!(tablet.sent, [(id(1), 1), (id(1), 2)]);
        let retry_after = Some("100".to_owned());
        let reply = Reply::Answer { status, retry_after, body: receipt(1), heard: Heard::default() };
        tablet.tell(Input::Reply { tries: vec![FIRST_TRY], reply });
        tablet
    };
    for status in [401, 422, 503] {
        let tablet = late(status);
        assert_eq!((tablet.shown.unsent, tablet.shown.needs_sign_in), (1, false), "{status}");
        assert_eq!(tablet.machine.poll_timeout(), Some(tablet.now_ms + 15_000), "{status}");
    }
    assert_eq!(late(200).shown.unsent, 0);
}

#[test]
fn a_receipt_that_comes_while_something_is_being_written_is_left_to_the_next_try() {
    let mut machine = Machine::new(Config::default(), 1);
    let outputs = |machine: &mut Machine| {
        let all: Vec<Output> = std::iter::from_fn(|| machine.poll()).collect();
        all.into_iter().filter(|output| !matches!(output, Output::Status(_))).collect::<Vec<_>>()
    };
    let stored = Input::Stored { id: id(1) };
    let (body, heard) = (receipt(1), Heard::default());
    let receipt = Reply::Answer { status: 200, retry_after: None, body, heard };
    let accepted = Input::Reply { tries: vec![FIRST_TRY], reply: receipt };
    machine.handle(NOON, Input::Queued(entry(1)));
    machine.handle(NOON, stored.clone());
    machine.handle(NOON, Input::Reply { tries: vec![FIRST_TRY], reply: Reply::Nothing });
    assert!(matches!(&outputs(&mut machine)[..], [_, Output::Send { .. }, Output::Store(_)]));
    machine.handle(NOON, accepted.clone());
    assert_eq!(outputs(&mut machine), []);
    machine.handle(NOON, stored.clone());
    machine.handle(NOON, accepted.clone());
    assert!(matches!(&outputs(&mut machine)[..], [Output::Store(Entry { state: State::Acked(_), .. })]));
    machine.handle(NOON, accepted.clone());
    machine.handle(NOON, stored);
    machine.handle(NOON, accepted);
    assert_eq!(outputs(&mut machine), []);
}

#[test]
fn acked_bytes_are_deleted_after_fourteen_days_and_not_before() {
    let mut tablet = Tablet::with(1);
    tablet.accept();
    let fourteen_days = std::time::Duration::from_secs(1_209_600);
    tablet.now_ms += u64::try_from(fourteen_days.as_millis()).unwrap() - 1;
    tablet.tell(Input::Wake(Wake::Start));
    assert!(tablet.forgotten.is_empty());
    assert_eq!(tablet.wait(), 1);
    assert_eq!(tablet.forgotten, [id(1)]);
    assert_eq!(tablet.machine.poll_timeout(), None);
}

#[test]
fn a_row_that_calls_itself_acked_without_proof_is_sent_again_and_never_deleted() {
    let State::Acked(ack) = acked(1, None, 0).state else { panic!("not acked") };
    let state = State::Acked(Ack { digest: Digest::of(b"other bytes"), ..ack });
    let tablet = Tablet::with_entries(vec![Entry { state, ..entry(1) }]);
    assert_eq!((tablet.shown.unsent, tablet.shown.last_ok_ms), (1, None));
    assert_eq!((tablet.sent.len(), tablet.forgotten.len()), (1, 0));
}

#[test]
fn a_new_session_keeps_the_waits_of_the_one_before_and_knows_when_it_last_succeeded() {
    let waits = Entry { attempts: 4, not_before_ms: NOON + 7000, ..entry(2) };
    let mut tablet = Tablet::with_entries(vec![acked(1, None, NOON - 5), waits]);
    assert_eq!(tablet.shown.last_ok_ms, Some(NOON - 5));
    assert_eq!(tablet.shown.waiting_until_ms, Some(NOON + 7000));
    assert_eq!(tablet.wait(), 7000);
    assert_eq!(tablet.sent, [(id(2), 5)]);
}

#[test]
fn rows_that_cannot_be_read_are_counted_as_those_that_need_a_person() {
    let mut machine = Machine::new(Config::default(), 1);
    machine.handle(NOON, Input::Wake(Wake::Start));
    machine.handle(NOON, Input::Loaded { entries: vec![entry(1)], unreadable: 2, epoch: None });
    let shown = std::iter::from_fn(|| machine.poll()).filter_map(|output| match output {
        Output::Status(state) => Some((state.unsent, state.parked)),
        _ => None,
    });
    assert_eq!(shown.last(), Some((1, 2)));
}

#[test]
fn bytes_that_cannot_be_read_are_said_to_be_that() {
    let mut tablet = Tablet::with(2);
    tablet.reply(Reply::NotRead);
    let problem = tablet.shown.problem.clone().expect("a reason");
    assert_eq!((problem.code.as_str(), tablet.shown.unsent), ("sync.not_read", 2));
    tablet.wait();
    tablet.reply(Reply::Damaged);
    let State::Parked { problem } = tablet.state(2) else { panic!("not parked") };
    assert_eq!(problem.code, "sync.damaged");
    assert_eq!((tablet.shown.unsent, tablet.shown.parked), (1, 1));
}
