//! Which ballots go in one request, and when they go one by one.
//!
//! What lies between may let one ballot pass and not fifty: an older server, a proxy, a network that breaks. So while the
//! road is broken one ballot alone finds out, and after a request with several that did not pass, ballots go one by one
//! for a time that grows: each of them is answered meanwhile, and nothing goes round in a circle.

use super::machine::Machine;
use super::mark::mark;
use super::row::{Phase, Row};
use super::{Config, Output, Try};

/// How requests with several ballots fare. Known in the session only.
#[derive(Clone, Debug, Default)]
pub(super) struct Batches {
    failures: u32,
    not_before_ms: u64,
}

impl Batches {
    /// One was answered, ballot by ballot.
    pub(super) fn passed(&mut self) {
        *self = Self::default();
    }

    /// One was not. Unless that was surely its `own` fault, the first may have met what strikes single ones as well.
    pub(super) fn failed(&mut self, own: bool, now_ms: u64, config: &Config) {
        self.failures = self.failures.saturating_add(1);
        if own || self.failures > 1 {
            let doubled = config.first_single_ms.saturating_mul(1 << (self.failures - 1).min(20));
            self.not_before_ms = now_ms + doubled.min(config.longest_single_ms);
        }
    }

    /// It is worth one try now: the network may be another one.
    pub(super) fn lift(&mut self) {
        self.not_before_ms = 0;
    }

    /// The clock went back.
    pub(super) fn shift(&mut self, back_ms: u64) {
        self.not_before_ms = self.not_before_ms.saturating_sub(back_ms);
    }
}

impl Machine {
    /// Begins to send what is next. A ballot that failed before goes behind those that did not, and parked ones come
    /// last: none holds up the others. With it go others of its campaign that were tried as often.
    pub(super) fn send_next(&mut self) {
        let (now_ms, epoch) = (self.now_ms, self.epoch);
        if self.next_send_ms().is_none_or(|at_ms| at_ms > now_ms) {
            return;
        }
        let rank = |row: &Row| (row.entry.is_parked(), row.entry.attempts);
        let ready = |row: &&mut Row| row.is_to_be_sent(epoch) && row.entry.not_before_ms <= now_ms;
        let Some(head) = self.rows.values_mut().filter(ready).min_by_key(|row| rank(row)) else { return };
        let (first, campaign) = (rank(head), head.entry.campaign.clone());
        let several = self.road.is_open() && self.batches.not_before_ms <= now_ms;
        let (mut ballots, mut bytes) = (0, 0);
        for row in self.rows.values_mut().filter(ready) {
            if rank(row) != first || row.entry.campaign != campaign {
                continue;
            }
            ballots += 1;
            bytes += u64::from(row.entry.size_bytes);
            let fits = several && ballots <= self.config.batch_ballots && bytes <= self.config.batch_bytes;
            if ballots > 1 && !fits {
                break;
            }
            let mut next = row.entry.clone();
            next.attempts = next.attempts.saturating_add(1);
            next.not_before_ms = now_ms + self.jitter.wait_ms(next.attempts, &self.config);
            next.asked = false;
            row.phase = Phase::Recording(next.clone());
            self.outputs.push_back(Output::Store(next));
        }
    }

    /// Sends what was begun, once all of it is written or could not be.
    pub(super) fn send_recorded(&mut self) {
        if self.rows.values().any(|row| matches!(row.phase, Phase::Recording(_))) {
            return;
        }
        let recorded = |row: &&Row| matches!(row.phase, Phase::Recorded);
        let rows = || self.rows.values().filter(recorded);
        let tries: Vec<Try> = rows().map(Row::last_try).collect();
        let Some(campaign) = rows().next().map(|row| row.entry.campaign.clone()) else { return };
        let bytes: u64 = rows().map(|row| u64::from(row.entry.size_bytes)).sum();
        let for_size_ms = bytes / 1024 * self.config.answer_within_ms_per_kib;
        let deadline_ms = self.now_ms + self.config.answer_within_ms + for_size_ms;
        for row in self.rows.values_mut().filter(|row| matches!(row.phase, Phase::Recorded)) {
            row.phase = Phase::InFlight { deadline_ms, sign_ins: self.sign_ins };
        }
        if tries.len() > 1 {
            mark!("several_sent_at_once");
        }
        self.outputs.push_back(Output::Send { campaign, tries });
    }
}
