//! How often a tablet may knock: what must hold between one sending and the next, crashes or not.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::check::Violation;
use crate::ballot::Digest;
use crate::sync::{Config, Entry, Reply, Try};
use crate::wire::{BatchAnswer, ProblemDocument, Receipt};

/// What is known of one ballot's sendings.
#[derive(Clone, Copy, Debug, Default)]
struct Sendings {
    /// Those of which a new session can know.
    count: u32,
    last_ms: u64,
    /// A wake allows one more at once.
    lifted: bool,
    /// The disk was full when the coming attempt was to be written.
    unwritten: bool,
    /// It was when the last one was, so that the wait after it holds no longer than the session.
    last_unwritten: bool,
    /// As the server asked.
    not_before_ms: u64,
}

/// What is known of the failures in a row in this session.
#[derive(Clone, Copy, Debug, Default)]
struct Failures {
    count: u32,
    last_ms: u64,
    lifted: bool,
    not_before_ms: u64,
}

/// Watches the pace.
#[derive(Debug, Default)]
pub(super) struct Pace {
    ballots: BTreeMap<Uuid, Sendings>,
    failures: Failures,
    /// The same of requests with several ballots that did not pass for a reason of their own.
    batches: Failures,
    /// What was sent last, and when, while its answer is awaited.
    awaited: Option<(Vec<Try>, u64)>,
    /// The clock jumped just before that, so that it may have been given up at once.
    unsure: bool,
    several_sessions: bool,
    clock_jumped_ms: u64,
    found: Option<Violation>,
}

/// The least wait after so many failures.
fn least_wait_ms(failures: u32) -> u64 {
    let config = Config::default();
    (config.first_wait_ms << (failures - 1).min(10)).min(config.longest_wait_ms) / 2
}

impl Pace {
    /// What was found since the last call.
    pub(super) fn found(&mut self) -> Result<(), Violation> {
        self.found.take().map_or(Ok(()), Err)
    }

    /// Whether the pace and the rows are those of several sessions that do not know each other.
    pub(super) fn several_sessions(&self) -> bool {
        self.several_sessions
    }

    pub(super) fn second_session(&mut self) {
        self.several_sessions = true;
    }

    pub(super) fn crashed(&mut self) {
        self.failures = Failures::default();
        self.batches = Failures::default();
        self.awaited = None;
    }

    pub(super) fn waits_lifted(&mut self) {
        self.failures.lifted = true;
        self.batches.lifted = true;
        self.ballots.values_mut().for_each(|ballot| ballot.lifted = true);
    }

    pub(super) fn clock_jumped(&mut self, real_ms: u64) {
        self.clock_jumped_ms = real_ms;
    }

    /// All waits are over, those the server asked for too.
    pub(super) fn all_waits_are_over(&mut self) {
        self.waits_lifted();
        self.awaited = None;
        self.failures.not_before_ms = 0;
        self.ballots.values_mut().for_each(|ballot| ballot.not_before_ms = 0);
    }

    pub(super) fn timer_set(&mut self, due_ms: u64, clock_ms: u64) {
        if due_ms <= clock_ms {
            self.found = Some(Violation::new("pace", "a timer that is due when it is set".to_owned()));
        }
    }

    pub(super) fn not_stored(&mut self, entry: &Entry) {
        self.ballots.entry(entry.id).or_default().unwritten = true;
    }

    pub(super) fn stored(&mut self, entry: &Entry, real_ms: u64, clock_ms: u64) {
        let ballot = self.ballots.entry(entry.id).or_default();
        // What was asked to be written before the clock jumped names a time of the old clock.
        ballot.unwritten = real_ms < self.clock_jumped_ms + 10;
        if ballot.unwritten {
            return;
        }
        let wait_ms = entry.not_before_ms.saturating_sub(clock_ms);
        let config = Config::default();
        let longest_ms = if entry.asked { config.longest_asked_ms } else { config.longest_wait_ms };
        if wait_ms > longest_ms {
            self.found = Some(Violation::new("pace", format!("waits longer than the cap: {entry:?}")));
        }
        if entry.asked {
            ballot.not_before_ms = real_ms + wait_ms;
        }
    }

    /// Ballots are sent in one request.
    pub(super) fn sent(&mut self, tries: &[Try], real_ms: u64) {
        let (failures, batches) = (self.failures, self.batches);
        let all = failures.count > 0
            && !failures.lifted
            && real_ms < failures.last_ms + least_wait_ms(failures.count);
        let several = tries.len() > 1
            && batches.count > 0
            && !batches.lifted
            && real_ms < batches.last_ms + Config::default().first_single_ms;
        // A wait or a deadline that was set just before the clock jumped is soon over, or not at all.
        let clock_jumped = real_ms < self.clock_jumped_ms + 10;
        for one in tries {
            let ballot = self.ballots.entry(one.id).or_default();
            let own = ballot.count > 0
                && !ballot.lifted
                && !ballot.last_unwritten
                && real_ms < ballot.last_ms + least_wait_ms(ballot.count);
            let asked = real_ms < ballot.not_before_ms || real_ms < failures.not_before_ms;
            if (own || all || several || asked) && !self.several_sessions {
                let why = format!("too early at {real_ms}: {ballot:?} {failures:?} {batches:?}");
                self.found = Some(Violation::new("pace", why));
            }
            ballot.count += u32::from(!ballot.unwritten);
            ballot.last_unwritten = ballot.unwritten || clock_jumped;
            ballot.last_ms = real_ms;
            ballot.lifted = false;
        }
        self.failures.lifted = false;
        self.awaited = Some((tries.to_vec(), real_ms));
        self.unsure = clock_jumped;
    }

    /// The tablet gets a reply.
    pub(super) fn told(&mut self, tries: &[Try], reply: &Reply, real_ms: u64) {
        let in_time = |sent_ms| real_ms < sent_ms + Config::default().answer_within_ms;
        let of_last = |(last, sent_ms): &(Vec<Try>, u64)| last == tries && in_time(*sent_ms);
        let awaited = self.awaited.as_ref().is_some_and(of_last);
        if awaited {
            self.awaited = None;
        }
        match reply {
            Reply::Answer { status: 200, body, .. } if tries.len() > 1 => self.told_of_each(tries, body),
            Reply::Answer { status: 401 | 422, .. } if awaited => self.failures = Failures::default(),
            Reply::Answer { status: 200..=202, body, .. } if proves(body) => self.settled(tries),
            _ => {}
        }
        let several_failed = awaited && tries.len() > 1 && !self.unsure;
        match reply {
            Reply::Answer { status: 200..=202, body, .. } if proves(body) => {}
            Reply::Answer { status: 200, body, .. } if several_failed => {
                let answers = batch(body).ballots;
                if answers.iter().any(|answer| answer.status == 503) {
                    self.failed(real_ms);
                }
                let said =
                    answers.iter().filter(|answer| answer.status == 422 || answer.status == 503).count();
                let proved = answers.iter().filter(|answer| answer.receipt.as_ref().is_some_and(is_proof));
                if said + proved.count() < tries.len() {
                    self.does_not_pass(tries, real_ms);
                }
            }
            Reply::Answer { status: 401 | 404 | 405 | 413, body, .. } if several_failed && !is_ours(body) => {
                self.does_not_pass(tries, real_ms);
            }
            Reply::Answer { .. } | Reply::Nothing if self.unsure => {}
            Reply::Answer { status: 401 | 422, .. } => {}
            Reply::Answer { status: 200, .. } if tries.len() > 1 => {}
            Reply::Answer { retry_after, .. } if awaited => {
                self.failed(real_ms);
                let asked_s = retry_after.as_deref().map_or(0, |s| s.parse::<u64>().unwrap());
                self.failures.not_before_ms = real_ms + asked_s * 1000;
            }
            Reply::Nothing if awaited => self.failed(real_ms),
            _ => {}
        }
    }

    /// Some of several ballots may have a receipt, whenever it comes.
    fn told_of_each(&mut self, tries: &[Try], body: &[u8]) {
        for receipt in batch(body).ballots.into_iter().filter_map(|answer| answer.receipt) {
            let of_it: Vec<Try> = tries.iter().filter(|one| one.id == receipt.id).copied().collect();
            if is_proof(&receipt) {
                self.settled(&of_it);
            }
        }
    }

    /// The store that they went to may be gone: they go to the next one at once.
    fn settled(&mut self, tries: &[Try]) {
        self.failures = Failures::default();
        self.may_go_at_once(tries);
    }

    /// Several ballots did not pass in one request, for a reason that need not hold for one: each goes alone, at once.
    fn does_not_pass(&mut self, tries: &[Try], real_ms: u64) {
        self.may_go_at_once(tries);
        let count = self.batches.count + 1;
        self.batches = Failures { count, last_ms: real_ms, lifted: false, not_before_ms: 0 };
    }

    fn may_go_at_once(&mut self, tries: &[Try]) {
        for one in tries {
            self.ballots.entry(one.id).or_default().lifted = true;
        }
    }

    fn failed(&mut self, real_ms: u64) {
        self.failures =
            Failures { count: self.failures.count + 1, last_ms: real_ms, lifted: false, not_before_ms: 0 };
    }
}

fn proves(body: &[u8]) -> bool {
    serde_json::from_slice(body).is_ok_and(|receipt| is_proof(&receipt))
}

fn is_proof(receipt: &Receipt) -> bool {
    receipt.digest != Digest::of(b"another")
}

/// Whether the server itself refuses with this.
fn is_ours(body: &[u8]) -> bool {
    serde_json::from_slice::<ProblemDocument>(body).is_ok()
}

fn batch(body: &[u8]) -> BatchAnswer {
    serde_json::from_slice(body).unwrap_or_default()
}
