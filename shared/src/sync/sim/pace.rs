//! How often a tablet may knock: what must hold between one sending and the next, crashes or not.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::check::Violation;
use crate::ballot::Digest;
use crate::sync::{Config, Entry, Reply};
use crate::wire::Receipt;

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
    /// What was sent last, and when, while its answer is awaited.
    awaited: Option<(Uuid, u32, u64)>,
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
        self.awaited = None;
    }

    pub(super) fn waits_lifted(&mut self) {
        self.failures.lifted = true;
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

    /// A ballot is sent.
    pub(super) fn sent(&mut self, id: Uuid, attempt: u32, real_ms: u64) {
        let ballot = self.ballots.entry(id).or_default();
        let failures = &mut self.failures;
        let own = ballot.count > 0
            && !ballot.lifted
            && !ballot.last_unwritten
            && real_ms < ballot.last_ms + least_wait_ms(ballot.count);
        let all = failures.count > 0
            && !failures.lifted
            && real_ms < failures.last_ms + least_wait_ms(failures.count);
        let asked = real_ms < ballot.not_before_ms || real_ms < failures.not_before_ms;
        if (own || all || asked) && !self.several_sessions {
            let why = format!("too early at {real_ms}: {ballot:?} {failures:?}");
            self.found = Some(Violation::new("pace", why));
        }
        ballot.count += u32::from(!ballot.unwritten);
        // A wait or a deadline that was set just before the clock jumped is soon over, or not at all.
        let clock_jumped = real_ms < self.clock_jumped_ms + 10;
        ballot.last_unwritten = ballot.unwritten || clock_jumped;
        ballot.last_ms = real_ms;
        ballot.lifted = false;
        failures.lifted = false;
        self.awaited = Some((id, attempt, real_ms));
        self.unsure = clock_jumped;
    }

    /// The tablet gets a reply.
    pub(super) fn told(&mut self, id: Uuid, attempt: u32, reply: &Reply, real_ms: u64) {
        let in_time = |sent_ms| real_ms < sent_ms + Config::default().answer_within_ms;
        let awaited = self.awaited.is_some_and(|(i, a, sent_ms)| (i, a) == (id, attempt) && in_time(sent_ms));
        if awaited {
            self.awaited = None;
        }
        match reply {
            Reply::Answer { status: 401 | 422, .. } if awaited => self.failures = Failures::default(),
            Reply::Answer { status: 200..=202, body, .. } if proves(body) => {
                self.failures = Failures::default();
                // The store that it went to may be gone: it goes to the next one at once.
                self.ballots.entry(id).or_default().lifted = true;
            }
            Reply::Answer { .. } | Reply::Nothing if self.unsure => {}
            Reply::Answer { retry_after, .. } if awaited => {
                self.failed(real_ms);
                let asked_s = retry_after.as_deref().map_or(0, |s| s.parse::<u64>().unwrap());
                self.failures.not_before_ms = real_ms + asked_s * 1000;
            }
            Reply::Nothing if awaited => self.failed(real_ms),
            _ => {}
        }
    }

    fn failed(&mut self, real_ms: u64) {
        self.failures =
            Failures { count: self.failures.count + 1, last_ms: real_ms, lifted: false, not_before_ms: 0 };
    }
}

fn proves(body: &[u8]) -> bool {
    serde_json::from_slice::<Receipt>(body).is_ok_and(|receipt| receipt.digest != Digest::of(b"another"))
}
