//! How long the machine waits, and what ends a wait.

use super::tablet::*;
use crate::problem::Problem;
use crate::sync::{Config, Entry, Input, Machine, Output, Reply, Wake};

#[test]
fn a_day_without_network_costs_one_knock_each_half_minute_however_many_ballots_wait() {
    let mut tablet = Tablet::with(40);
    tablet.reply(Reply::Nothing);
    for _ in 0..300 {
        if tablet.now_ms < NOON + 3600 * 1000 {
            tablet.wait();
            tablet.reply(Reply::Nothing);
        }
    }
    assert!(tablet.now_ms >= NOON + 3600 * 1000, "300 knocks in {} ms", tablet.now_ms - NOON);
    assert!(tablet.sent.len() >= 120, "{}", tablet.sent.len());
    assert_eq!(tablet.shown.problem, Some(Problem::new("sync.no_answer")));
    assert_eq!(tablet.shown.waiting_until_ms, tablet.machine.poll_timeout());
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (40, None));

    tablet.tell(Input::Wake(Wake::Online));
    for _ in 0..40 {
        tablet.accept();
    }
    assert_eq!((tablet.shown.unsent, tablet.shown.problem.clone()), (0, None));
}

#[test]
fn a_ballot_that_fails_while_others_pass_waits_longer_each_time() {
    let mut tablet = Tablet::with(1);
    for ballot in 2..=62 {
        for _ in 0..2 {
            match tablet.sent.last() {
                Some((last, _)) if *last == id(1) => tablet.answer(500, None),
                _ => tablet.accept(),
            }
        }
        tablet.now_ms += 1000;
        tablet.tell(Input::Queued(entry(ballot)));
    }
    let tries = tablet.sent.iter().filter(|(ballot, _)| *ballot == id(1)).count();
    assert!((4..=9).contains(&tries), "{tries} tries in a minute");
}

#[test]
fn each_wake_allows_one_try_and_the_wait_goes_on_growing() {
    let mut tablet = Tablet::with(5);
    for _ in 0..8 {
        tablet.reply(Reply::Nothing);
        tablet.wait();
    }
    tablet.reply(Reply::Nothing);
    for wake in [Wake::Online, Wake::Button] {
        let before = tablet.sent.len();
        tablet.tell(Input::Wake(wake));
        assert_eq!(tablet.sent.len(), before + 1);
        tablet.tell(Input::Wake(wake));
        assert_eq!(tablet.sent.len(), before + 1, "one is under way");
        tablet.reply(Reply::Nothing);
        assert_eq!(tablet.sent.len(), before + 1);
        assert!(tablet.machine.poll_timeout().unwrap() >= tablet.now_ms + 15_000);
    }
    for wake in [Wake::Visible, Wake::Start] {
        let before = tablet.sent.len();
        tablet.tell(Input::Wake(wake));
        assert_eq!(tablet.sent.len(), before, "{wake:?} shortens no wait");
    }
}

#[test]
fn a_wait_that_the_server_asked_for_is_kept_whoever_presses_what() {
    let mut tablet = Tablet::with(2);
    tablet.answer(429, Some("120"));
    assert_eq!(tablet.shown.problem, Some(Problem::new("sync.server_busy").with("status", 429)));
    for input in [Input::Wake(Wake::Online), Input::Wake(Wake::Button), Input::SignedIn] {
        tablet.tell(input);
        assert_eq!(tablet.sent.len(), 1);
    }
    assert_eq!(tablet.wait(), 120_000);
    assert_eq!(tablet.sent.len(), 2);
}

#[test]
fn the_server_cannot_ask_for_hours_nor_for_a_storm() {
    let mut tablet = Tablet::with(1);
    tablet.answer(503, Some("86400"));
    assert_eq!(tablet.wait(), Config::default().longest_asked_ms);
    for _ in 0..9 {
        tablet.answer(503, Some("0"));
        assert!(tablet.wait() >= 500);
    }
}

#[test]
fn a_large_ballot_has_more_time_to_arrive() {
    let waits = |size_bytes| {
        let mut tablet = Tablet::with_entries(vec![Entry { size_bytes, ..entry(1) }]);
        tablet.wait()
    };
    assert_eq!(waits(0), 15_000);
    assert_eq!(waits(8 * 1024), 17_000);
    assert_eq!(waits(1024 * 1024), 271_000);
}

#[test]
fn a_wait_from_a_clock_that_stood_years_ahead_is_cut_to_the_cap() {
    for asked in [false, true] {
        let waits = Entry { not_before_ms: NOON * 2, asked, ..entry(1) };
        let mut tablet = Tablet::with_entries(vec![waits]);
        assert_eq!(tablet.wait(), 30_000);
    }
}

#[test]
fn a_timer_that_fires_after_the_clock_went_back_finds_its_time_up() {
    let mut tablet = Tablet::with(1);
    tablet.reply(Reply::Nothing);
    let due_ms = tablet.machine.poll_timeout().unwrap();
    tablet.now_ms = due_ms - 3_600_000;
    tablet.tell(Input::Timer);
    assert_eq!(tablet.sent.len(), 2);
}

#[test]
fn a_timer_that_fires_early_changes_nothing() {
    let mut tablet = Tablet::with(1);
    tablet.reply(Reply::Nothing);
    let due_ms = tablet.machine.poll_timeout();
    tablet.now_ms = due_ms.unwrap() - 1;
    tablet.tell(Input::Timer);
    assert_eq!((tablet.sent.len(), tablet.machine.poll_timeout()), (1, due_ms));
}

#[test]
fn a_wait_is_a_length_of_time_when_something_else_happens_after_the_clock_went_back() {
    let mut tablet = Tablet::with(1);
    tablet.answer(503, Some("20"));
    tablet.now_ms -= 3_600_000;
    tablet.tell(Input::Wake(Wake::Visible));
    assert_eq!(tablet.wait(), 20_000);
    assert_eq!(tablet.sent.len(), 2);
}

#[test]
fn an_outbox_that_cannot_be_read_is_read_again_after_a_growing_wait() {
    let mut machine = Machine::new(Config::default(), 1);
    let loads = |machine: &mut Machine| {
        std::iter::from_fn(|| machine.poll()).filter(|output| *output == Output::Load).count()
    };
    machine.handle(NOON, Input::Wake(Wake::Start));
    assert_eq!(loads(&mut machine), 1);
    let (mut now_ms, mut waits) = (NOON, Vec::new());
    for _ in 0..8 {
        machine.handle(now_ms, Input::LoadFailed);
        let due_ms = machine.poll_timeout().expect("it is tried again");
        machine.handle(due_ms - 1, Input::Timer);
        assert_eq!(loads(&mut machine), 0, "not before its time");
        machine.handle(due_ms, Input::Timer);
        assert_eq!(loads(&mut machine), 1);
        waits.push(due_ms - now_ms);
        now_ms = due_ms;
    }
    assert!(waits[0] <= 1000 && waits[7] >= 10_000, "{waits:?}");
}

#[test]
fn a_timer_that_fires_too_early_ends_no_wait() {
    let mut tablet = Tablet::with(1);
    tablet.answer(503, None);
    let due_ms = tablet.machine.poll_timeout();
    tablet.tell(Input::Timer);
    assert_eq!((tablet.sent.len(), tablet.machine.poll_timeout()), (1, due_ms));
}

#[test]
fn an_answer_makes_the_next_wait_short_again() {
    let mut tablet = Tablet::with(1);
    for _ in 0..8 {
        tablet.reply(Reply::Nothing);
        tablet.wait();
    }
    tablet.accept();
    tablet.tell(Input::Queued(entry(2)));
    tablet.reply(Reply::Nothing);
    let wait_ms = tablet.wait();
    assert!(wait_ms <= Config::default().first_wait_ms, "{wait_ms}");
}
