//! Several ballots in one request: what goes together, and what each answer means for each.

use super::tablet::*;
use crate::ballot::Digest;
use crate::problem::Problem;
use crate::sync::{Config, Entry, Heard, Input, Reply, State, Wake};
use crate::wire::{BallotAnswer, BatchAnswer};

/// A tablet with so many ballots, just started.
fn tablet(ballots: u128) -> Tablet {
    Tablet::with_config(Config::default(), (1..=ballots).map(entry).collect(), None)
}

/// How many ballots went in each request.
fn sizes(tablet: &Tablet) -> Vec<usize> {
    tablet.requests.iter().map(Vec::len).collect()
}

fn taken(ballot: u128) -> BallotAnswer {
    let receipt = serde_json::from_slice(&receipt(ballot)).unwrap();
    BallotAnswer { digest: entry(ballot).digest, status: 201, receipt: Some(receipt), problem: None }
}

fn refused(ballot: u128, status: u16, code: &str) -> BallotAnswer {
    let problem = Some(Problem::new(code));
    BallotAnswer { digest: entry(ballot).digest, status, receipt: None, problem }
}

fn of_each(ballots: Vec<BallotAnswer>) -> Reply {
    raw(200, &serde_json::to_vec(&BatchAnswer { ballots }).unwrap())
}

fn raw(status: u16, body: &[u8]) -> Reply {
    Reply::Answer { status, retry_after: None, body: body.to_vec(), heard: Heard::default() }
}

#[test]
fn up_to_fifty_ballots_or_a_quarter_of_a_mebibyte_go_in_one_request() {
    let mut tablet = tablet(120);
    while tablet.shown.unsent > 0 {
        assert_eq!(tablet.shown.under_way.len(), tablet.requests.last().unwrap().len());
        tablet.accept();
    }
    assert_eq!(sizes(&tablet), [50, 50, 20]);

    let sized = |ballot, kib: u32| Entry { size_bytes: kib * 1024, ..entry(ballot) };
    let ballots = [100, 100, 56, 1, 700, 256, 1].into_iter().zip(1..).map(|(kib, ballot)| sized(ballot, kib));
    let mut tablet = Tablet::with_config(Config::default(), ballots.collect(), None);
    let waited_ms = |tablet: &Tablet| tablet.machine.poll_timeout().unwrap() - tablet.now_ms;
    assert_eq!(waited_ms(&tablet), 15_000 + 256 * 250, "time for all of it");
    while tablet.shown.unsent > 0 {
        tablet.accept();
    }
    assert_eq!(sizes(&tablet), [3, 1, 1, 1, 1], "a large one goes alone");
}

#[test]
fn only_ballots_of_one_campaign_go_together_and_one_alone_goes_as_ever() {
    let of = |ballot: u128| Entry { campaign: ["a", "b"][(ballot % 2) as usize].to_owned(), ..entry(ballot) };
    let mut tablet = Tablet::with_config(Config::default(), (1..=5).map(of).collect(), None);
    tablet.accept();
    tablet.accept();
    tablet.tell(Input::Queued(entry(6)));
    let ids: Vec<Vec<u128>> =
        tablet.requests.iter().map(|tries| tries.iter().map(|one| one.id.as_u128()).collect()).collect();
    assert_eq!(ids, [vec![1, 3, 5], vec![2, 4], vec![6]]);
}

#[test]
fn each_ballot_has_an_outcome_of_its_own_wherever_it_stands_in_the_answer() {
    let mut tablet = tablet(6);
    let quarantined = BallotAnswer { status: 202, ..taken(1) };
    let stranger = taken(9);
    tablet.reply(of_each(vec![
        refused(6, 500, "server.failed"),
        stranger,
        refused(3, 422, "ballot.undecodable"),
        taken(4),
        quarantined,
        refused(5, 413, "ballot.of_a_later_version"),
    ]));
    let kind = |ballot| match tablet.state(ballot) {
        State::Acked(_) => "acked",
        State::Parked { .. } => "parked",
        State::Waiting => "waiting",
    };
    assert_eq!(
        (1..=6).map(kind).collect::<Vec<_>>(),
        ["acked", "waiting", "parked", "acked", "waiting", "waiting"]
    );
    assert!(tablet.stored[&id(6)].not_before_ms > NOON, "busy, about this one");
    assert_eq!(tablet.sent.len(), 6, "and the road waits with it");
    tablet.wait();
    assert_eq!(sizes(&tablet), [6, 1], "those of which nothing was said go one by one");
}

#[test]
fn a_receipt_counts_for_the_bytes_that_it_names_and_no_others() {
    let mut tablet = tablet(2);
    let other = |ballot: u128| {
        let mut answer = taken(ballot);
        answer.receipt.as_mut().unwrap().digest = Digest::of(b"other");
        answer
    };
    let exchanged = BallotAnswer { receipt: taken(2).receipt, ..taken(1) };
    tablet.reply(of_each(vec![exchanged, other(2)]));
    assert_eq!((tablet.shown.unsent, sizes(&tablet)), (2, vec![2, 1]));
}

#[test]
fn where_several_do_not_pass_ballots_go_one_by_one_and_several_are_tried_again_later() {
    let ours = |status, code| {
        let (kind, problem) = ("about:blank".to_owned(), Problem::new(code));
        let document =
            crate::wire::ProblemDocument { kind, status, title: String::new(), problem, faults: Vec::new() };
        raw(status, &serde_json::to_vec(&document).unwrap())
    };
    let no_batch = [
        raw(404, b"<html>"),
        raw(405, b""),
        raw(413, b"<html>"),
        raw(415, b""),
        raw(200, b"<html>"),
        raw(200, b"{}"),
        raw(204, b""),
        raw(403, b"<html>"),
        ours(400, "request.unreadable"),
        ours(413, "request.too_large"),
        ours(415, "request.encoding"),
        ours(422, "ballot.undecodable"),
        of_each(Vec::new()),
    ];
    for reply in no_batch {
        let mut tablet = tablet(30);
        tablet.reply(reply.clone());
        assert_eq!(sizes(&tablet), [30, 1], "at once, {reply:?}");
        assert_eq!((tablet.shown.parked, tablet.shown.problem.clone()), (0, None), "{reply:?}");
        for _ in 0..10 {
            tablet.now_ms += 1000;
            tablet.accept();
        }
        assert_eq!(sizes(&tablet)[1..], [1; 11], "{reply:?}");
        tablet.now_ms += 60_000;
        tablet.accept();
        assert_eq!(sizes(&tablet).last(), Some(&19), "a minute later, {reply:?}");
        tablet.reply(reply.clone());
        tablet.now_ms += 60_000;
        tablet.accept();
        assert_eq!(sizes(&tablet).last(), Some(&1), "and twice as long after that, {reply:?}");
        tablet.now_ms += 60_000;
        tablet.accept();
        assert_eq!(sizes(&tablet).last(), Some(&17), "{reply:?}");
        tablet.accept();
        assert_eq!(tablet.shown.unsent, 0);
    }
}

#[test]
fn another_network_is_worth_a_try_and_one_that_passed_ends_the_doubt() {
    let mut tablet = tablet(200);
    tablet.reply(raw(405, b""));
    tablet.tell(Input::Wake(Wake::Online));
    tablet.accept();
    assert_eq!(sizes(&tablet), [50, 1, 50]);
    tablet.accept();
    tablet.reply(raw(405, b""));
    tablet.now_ms += 60_000;
    tablet.accept();
    assert_eq!(sizes(&tablet), [50, 1, 50, 50, 1, 48], "the wait is short again");
}

#[test]
fn what_is_about_the_request_is_about_each_ballot_in_it() {
    let mut tablet = tablet(40);
    tablet.answer(429, Some("120"));
    assert!(tablet.stored.values().all(|entry| entry.asked && entry.not_before_ms == NOON + 120_000));
    assert_eq!(tablet.wait(), 120_000);
    tablet.accept();
    assert_eq!(sizes(&tablet), [40, 1, 39], "one finds out, the rest follows");
    tablet.answer(401, None);
    assert_eq!((tablet.shown.needs_sign_in, tablet.shown.unsent), (true, 39));
    tablet.tell(Input::SignedIn);
    assert_eq!(sizes(&tablet)[3..], [39]);
}

#[test]
fn a_day_without_network_is_knocked_at_by_one_ballot_at_a_time() {
    let mut tablet = tablet(40);
    for _ in 0..20 {
        tablet.reply(Reply::Nothing);
        tablet.wait();
    }
    assert_eq!(sizes(&tablet)[..20], [vec![40], vec![1; 19]].concat());
    tablet.accept();
    assert!(sizes(&tablet)[21] > 1);
}

#[test]
fn a_network_that_breaks_at_each_large_request_is_not_broken_again_and_again() {
    let mut tablet = tablet(300);
    let mut broken = 0;
    while tablet.shown.unsent > 0 && tablet.requests.len() < 1000 {
        if tablet.requests.last().unwrap().len() > 1 {
            broken += 1;
            tablet.reply(Reply::Nothing);
            tablet.wait();
        } else {
            tablet.now_ms += 1000;
            tablet.accept();
        }
    }
    assert_eq!(tablet.shown.unsent, 0);
    assert!((2..=4).contains(&broken), "{broken} in five minutes");
}

#[test]
fn a_late_answer_to_several_brings_the_receipts_that_it_holds() {
    let mut tablet = tablet(3);
    tablet.wait();
    tablet.wait();
    assert_eq!(sizes(&tablet), [3, 1]);
    let tries = tablet.requests[0].clone();
    let late = of_each(vec![taken(2), refused(3, 422, "ballot.undecodable")]);
    tablet.tell(Input::Reply { tries, reply: late });
    assert_eq!((tablet.shown.unsent, tablet.shown.parked), (2, 0), "a late refusal says nothing of now");
}

#[test]
fn a_ballot_finished_meanwhile_goes_with_the_next_request() {
    let mut tablet = tablet(2);
    tablet.tell(Input::Queued(entry(3)));
    tablet.tell(Input::Queued(entry(4)));
    assert_eq!(sizes(&tablet), [2]);
    tablet.accept();
    assert_eq!(sizes(&tablet), [2, 2]);
}
