//! What the simulator proves of the machine, and that it sees the bugs that are built into the world.

use std::collections::BTreeSet;

use super::bug::Bug;
use super::disk::Disk;
use super::fault::{Fault, Plan};
use super::histories::{SMALL, explore, random};
use super::world::World;
use crate::sync::mark;

#[test]
fn every_history_of_one_fault_keeps_every_promise() {
    for older in [false, true] {
        let histories = explore(&|| Disk::boxed(None), older, 1).unwrap();
        println!("{histories} histories of at most one fault");
        assert!(histories > 200);
    }
}

#[test]
fn every_history_of_two_faults_keeps_every_promise() {
    let histories = explore(&|| Disk::boxed(None), false, 2).unwrap();
    println!("{histories} histories of at most two faults");
    assert!(histories > 10_000);
}

/// Two thousand; `make test-long` asks for many more.
#[test]
fn random_histories_keep_every_promise() {
    let asked = std::env::var("PROPTEST_CASES").ok();
    for seed in 0..asked.map_or(2_000, |cases| cases.parse().expect("PROPTEST_CASES is a number")) {
        random(Disk::boxed(None), seed).unwrap();
    }
}

#[test]
fn every_rare_path_was_taken() {
    mark::take();
    explore(&|| Disk::boxed(None), false, 1).unwrap();
    for seed in 0..1000 {
        random(Disk::boxed(None), seed).unwrap();
    }
    let taken: Vec<&str> = mark::take().into_iter().collect();
    assert_eq!(
        taken,
        [
            "answer_of_an_earlier_epoch",
            "answer_overdue",
            "clock_went_back",
            "epoch_not_written",
            "forgetting_failed",
            "late_receipt_taken",
            "late_reply_ignored",
            "load_failed",
            "missing_in_the_store",
            "outcome_not_written",
            "receipt_of_an_earlier_epoch",
            "sent_again_to_a_restored_server",
            "sent_though_the_attempt_was_not_written",
            "several_sent_at_once",
            "signed_in_while_being_refused",
            "unsaid_in_a_batch",
            "wait_not_written",
        ]
    );
}

/// What is found broken with this bug in the history of these faults, and what could have gone wrong in it.
fn broken_after(bug: Bug, older: bool, faults: Vec<(usize, Fault)>) -> (Option<&'static str>, World) {
    let mut world = World::new(Disk::boxed(Some(bug)), &SMALL, Plan::Exact(faults), Some(bug), 5000);
    world.server.older = older;
    let broken = world.run().err().map(|violation| violation.rule);
    (broken, world)
}

/// The rules that the simulator finds broken with this bug, over all histories of at most one fault.
fn broken_by(bug: Bug) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for older in [false, true] {
        let (broken, world) = broken_after(bug, older, Vec::new());
        found.extend(broken);
        for (point, possible) in world.points.iter().enumerate() {
            found.extend(
                possible.iter().filter_map(|fault| broken_after(bug, older, vec![(point, *fault)]).0),
            );
        }
    }
    found
}

#[test]
fn a_new_id_on_retry_is_caught() {
    assert_eq!(broken_by(Bug::NewIdOnRetry), BTreeSet::from(["id", "twice"]));
}

#[test]
fn an_ack_before_the_commit_is_caught() {
    assert_eq!(broken_by(Bug::AckedBeforeTheCommit), BTreeSet::from(["acked"]));
}

#[test]
fn a_ballot_deleted_without_a_matching_digest_is_caught() {
    assert_eq!(broken_by(Bug::DeletedWithoutMatchingDigest), BTreeSet::from(["lost"]));
}

#[test]
fn a_quarantined_ballot_taken_as_lost_is_caught() {
    assert_eq!(broken_by(Bug::QuarantineTakenAsLost), BTreeSet::from(["lost"]));
}

#[test]
fn a_refused_ballot_taken_as_lost_is_caught() {
    assert_eq!(broken_by(Bug::RefusalTakenAsLost), BTreeSet::from(["lost"]));
}

#[test]
fn a_queue_stopped_behind_a_parked_ballot_is_caught() {
    assert_eq!(broken_by(Bug::StoppedBehindParked), BTreeSet::from(["late"]));
}

#[test]
fn a_backoff_lost_in_a_crash_is_caught() {
    assert_eq!(broken_by(Bug::BackoffNotKept), BTreeSet::from(["pace"]));
}

#[test]
fn an_outbox_lost_in_a_crash_is_caught() {
    assert_eq!(broken_by(Bug::OutboxNotKept), BTreeSet::from(["lost"]));
}

/// The same, over all histories of a restore and at most one crash or full disk after it.
fn broken_after_a_restore_by(bug: Bug) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut try_with = |faults: Vec<(usize, Fault)>| {
        let (broken, world) = broken_after(bug, false, faults);
        found.extend(broken);
        world.points
    };
    for restored in 0..try_with(Vec::new()).len() {
        let restore = (restored, Fault::RestoredEmpty);
        let points = try_with(vec![restore]);
        for (point, possible) in points.iter().enumerate().skip(restored + 1) {
            for fault in [Fault::CrashBefore, Fault::CrashAfter, Fault::DiskFull] {
                if possible.contains(&fault) {
                    try_with(vec![restore, (point, fault)]);
                }
            }
        }
    }
    found
}

#[test]
fn a_tablet_that_does_not_hear_of_a_restore_is_caught() {
    assert_eq!(broken_after_a_restore_by(Bug::EpochNotHeard), BTreeSet::from(["late"]));
}

#[test]
fn a_server_restored_under_its_old_epoch_is_caught() {
    assert_eq!(broken_after_a_restore_by(Bug::RestoredUnderTheOldEpoch), BTreeSet::from(["acked", "lost"]));
}

#[test]
fn an_epoch_forgotten_in_a_crash_is_caught() {
    assert_eq!(broken_after_a_restore_by(Bug::EpochNotKept), BTreeSet::from(["kept", "shown"]));
}

#[test]
fn acks_that_count_under_any_epoch_are_caught() {
    assert_eq!(broken_after_a_restore_by(Bug::EpochNotKeptWithTheAck), BTreeSet::from(["shown"]));
}

#[test]
fn receipts_taken_by_position_are_caught() {
    assert_eq!(broken_by(Bug::AckedByPosition), BTreeSet::from(["acked"]));
}

#[test]
fn an_answer_to_several_taken_for_a_receipt_for_each_is_caught() {
    assert_eq!(broken_by(Bug::AllAckedTogether), BTreeSet::from(["acked"]));
}

#[test]
fn a_refusal_of_one_taken_for_all_is_caught() {
    assert_eq!(broken_by(Bug::AllRefusedTogether), BTreeSet::from(["late"]));
}

#[test]
fn an_unanswered_ballot_taken_as_lost_is_caught() {
    assert_eq!(broken_by(Bug::UnansweredTakenAsLost), BTreeSet::from(["lost"]));
}

#[test]
fn batches_sent_again_and_again_are_caught() {
    assert_eq!(broken_by(Bug::BatchesForEver), BTreeSet::from(["late", "pace"]));
}
