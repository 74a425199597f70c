//! The machine: what to do next, given what is known.
//!
//! It holds a session only. Whatever must survive a crash is in the store, written through outputs and confirmed by
//! inputs; so a crash anywhere is a new machine that is woken. Several machines on one outbox (two tabs, a restart with
//! a request still under way) may send a ballot twice, which the server answers alike.
//!
//! The driver's loop:
//!
//! ```text
//! machine.handle(now, input);                       // any input, Timer when the time below is reached
//! while let Some(output) = machine.poll() { do it; its result is an input }
//! sleep until machine.poll_timeout()                // by the same clock; None: no timer is needed
//! ```

use std::collections::{BTreeMap, VecDeque};

use uuid::Uuid;

use super::backoff::Jitter;
use super::batch::Batches;
use super::mark::mark;
use super::road::Road;
use super::row::{Phase, Row};
use super::{Config, Entry, Input, Output, Reply, SyncState, Try, Wake};
use crate::problem::Problem;

/// The state machine that sends the outbox: see the module's text.
#[derive(Clone, Debug)]
pub struct Machine {
    pub(super) config: Config,
    pub(super) jitter: Jitter,
    pub(super) now_ms: u64,
    /// By id. Ids are UUIDv7, so this is the order in which the interviews began.
    pub(super) rows: BTreeMap<Uuid, Row>,
    pub(super) road: Road,
    pub(super) batches: Batches,
    pub(super) needs_sign_in: bool,
    pub(super) sign_ins: u32,
    /// Settled since the queue last had nothing to do.
    pub(super) done: u32,
    pub(super) last_ok_ms: Option<u64>,
    pub(super) problem: Option<Problem>,
    /// The epoch of the store that last answered, so far as this session knows.
    pub(super) epoch: Option<Uuid>,
    /// It is not known to be in the tablet's own store yet.
    pub(super) epoch_unwritten: bool,
    /// When it is to be written there, if it is not being written now.
    pub(super) write_epoch_at_ms: Option<u64>,
    /// How often another epoch made ballots go again.
    pub(super) epochs: u32,
    /// Nothing is sent before, so that not all tablets send again at once.
    pub(super) spread_until_ms: u64,
    pub(super) clock_off_ms: Option<i64>,
    pub(super) outputs: VecDeque<Output>,
    load_at_ms: Option<u64>,
    loading: bool,
    load_failures: u32,
    unreadable: u32,
    shown: Option<SyncState>,
}

impl Machine {
    /// A new session. The seed only spreads the waits; give each session another one.
    pub fn new(config: Config, seed: u64) -> Self {
        Self {
            config,
            jitter: Jitter::new(seed),
            now_ms: 0,
            rows: BTreeMap::new(),
            road: Road::default(),
            batches: Batches::default(),
            needs_sign_in: false,
            sign_ins: 0,
            done: 0,
            last_ok_ms: None,
            problem: None,
            epoch: None,
            epoch_unwritten: false,
            write_epoch_at_ms: None,
            epochs: 0,
            spread_until_ms: 0,
            clock_off_ms: None,
            outputs: VecDeque::new(),
            load_at_ms: None,
            loading: false,
            load_failures: 0,
            unreadable: 0,
            shown: None,
        }
    }

    /// Takes an input at a time, in milliseconds since 1970 by the device's clock, which may jump.
    pub fn handle(&mut self, now_ms: u64, input: Input) {
        self.set_clock(now_ms, input == Input::Timer);
        match input {
            Input::Wake(wake) => self.wake(wake),
            Input::Loaded { entries, unreadable, epoch } => {
                self.loading = false;
                self.load_failures = 0;
                self.unreadable = unreadable;
                // Another session may know better, unless this one has just heard.
                if !self.epoch_unwritten {
                    self.epoch = epoch;
                }
                for entry in entries {
                    self.adopt(entry);
                }
            }
            Input::LoadFailed => {
                mark!("load_failed");
                self.loading = false;
                self.load_failures += 1;
                let wait_ms = self.jitter.wait_ms(self.load_failures, &self.config);
                self.load_at_ms = Some(self.now_ms + wait_ms);
            }
            Input::Queued(entry) => self.adopt(entry),
            Input::Stored { id } => self.stored(id),
            Input::StoreFailed { id } => self.store_failed(id),
            Input::Missing { id } => {
                mark!("missing_in_the_store");
                self.rows.remove(&id);
            }
            Input::EpochStored(epoch) => self.epoch_unwritten &= self.epoch != Some(epoch),
            Input::EpochStoreFailed => {
                mark!("epoch_not_written");
                self.write_epoch_at_ms = Some(self.now_ms + self.config.longest_wait_ms);
            }
            Input::Heard(heard) => self.hear(&heard),
            Input::Reply { tries, reply } => self.replied(&tries, &reply),
            Input::SignedIn => {
                self.needs_sign_in = false;
                self.sign_ins += 1;
                self.lift_waits();
            }
            Input::Timer => {}
        }
        self.give_up_overdue();
        self.load_when_due();
        self.write_epoch_when_due();
        self.forget_when_due();
        self.send_recorded();
        self.send_next();
        self.report();
    }

    /// The next thing to do, until there is none.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When to call [`handle`](Self::handle) with [`Input::Timer`], if nothing else happens before.
    pub fn poll_timeout(&self) -> Option<u64> {
        let rows = self.rows.values();
        let deadlines = rows.clone().filter_map(|row| match row.phase {
            Phase::InFlight { deadline_ms, .. } => Some(deadline_ms),
            _ => None,
        });
        let forgets = rows.filter_map(|row| row.forget_at_ms(self.config.keep_ms, self.epoch));
        let writes = self.load_at_ms.into_iter().chain(self.write_epoch_at_ms);
        deadlines.chain(forgets).chain(writes).chain(self.next_send_ms()).min()
    }

    /// A clock that goes back must not lengthen a wait. When it is the timer that fires, its time is up whatever the
    /// clock says.
    fn set_clock(&mut self, now_ms: u64, timer: bool) {
        if now_ms < self.now_ms {
            mark!("clock_went_back");
            let due_ms = self.poll_timeout().filter(|_| timer).unwrap_or(0);
            let back_ms = self.now_ms.max(due_ms) - now_ms;
            self.road.shift(back_ms);
            self.batches.shift(back_ms);
            self.spread_until_ms = self.spread_until_ms.saturating_sub(back_ms);
            for at_ms in [&mut self.load_at_ms, &mut self.write_epoch_at_ms].into_iter().flatten() {
                *at_ms = at_ms.saturating_sub(back_ms);
            }
            self.rows.values_mut().for_each(|row| row.shift(back_ms));
        }
        self.now_ms = now_ms;
    }

    fn wake(&mut self, wake: Wake) {
        if !self.loading {
            self.load_at_ms = Some(self.now_ms);
        }
        if matches!(wake, Wake::Online | Wake::Button) {
            self.lift_waits();
        }
        if wake == Wake::Button {
            for row in self.rows.values_mut() {
                row.again = row.entry.is_parked();
            }
        }
    }

    /// Ends all waits but those that the server asked for. The road lets one through; the rest follow if that one
    /// gets an answer.
    fn lift_waits(&mut self) {
        self.road.lift();
        self.batches.lift();
        self.rows.values_mut().for_each(Row::lift);
    }

    /// Takes over a row of the store, unless this session knows it already (and perhaps better).
    fn adopt(&mut self, entry: Entry) {
        let entry = entry.recovered(self.now_ms, &self.config);
        self.last_ok_ms = self.last_ok_ms.max(entry.acked_at());
        self.rows.entry(entry.id).or_insert_with(|| Row::new(entry));
    }

    fn give_up_overdue(&mut self) {
        let now_ms = self.now_ms;
        let overdue =
            |row: &&Row| matches!(row.phase, Phase::InFlight { deadline_ms, .. } if deadline_ms <= now_ms);
        let tries: Vec<Try> = self.rows.values().filter(overdue).map(Row::last_try).collect();
        if !tries.is_empty() {
            mark!("answer_overdue");
            self.replied(&tries, &Reply::Nothing);
        }
    }

    fn load_when_due(&mut self) {
        if self.load_at_ms.is_some_and(|at_ms| at_ms <= self.now_ms) {
            self.load_at_ms = None;
            self.loading = true;
            self.outputs.push_back(Output::Load);
        }
    }

    fn forget_when_due(&mut self) {
        for row in self.rows.values_mut() {
            if row.forget_at_ms(self.config.keep_ms, self.epoch).is_some_and(|at_ms| at_ms <= self.now_ms) {
                row.phase = Phase::Forgetting;
                self.outputs.push_back(Output::Forget { id: row.entry.id, digest: row.entry.digest });
            }
        }
    }

    /// When the next request may be sent: none while one is under way, or while nobody is signed in.
    pub(super) fn next_send_ms(&self) -> Option<u64> {
        if self.needs_sign_in || self.rows.values().any(Row::is_under_way) {
            return None;
        }
        let waiting = self.rows.values().filter(|row| row.is_to_be_sent(self.epoch));
        let first = waiting.map(|row| row.entry.not_before_ms).min();
        first.map(|at_ms| at_ms.max(self.road.not_before_ms()).max(self.spread_until_ms))
    }

    fn report(&mut self) {
        let ready = |row: &Row| row.is_to_be_sent(self.epoch) && row.entry.not_before_ms <= self.now_ms;
        let open = |row: &&Row| row.is_under_way() || row.is_settling() || ready(row);
        let left = self.rows.values().filter(open).count() as u32;
        if left == 0 {
            self.done = 0;
        }
        let count =
            |wanted: &dyn Fn(&Row) -> bool| self.rows.values().filter(|row| wanted(row)).count() as u32;
        let parked = |row: &Row| row.entry.is_parked();
        let under_way = self.rows.values().filter(|row| row.is_under_way());
        let under_way: Vec<Uuid> = under_way.map(|row| row.entry.id).collect();
        let state = SyncState {
            unsent: count(&|row| !parked(row) && !row.entry.is_held(self.epoch)),
            again: count(&|row| self.is_again(row)),
            parked: count(&parked).saturating_add(self.unreadable),
            apart: 0,
            sending: (!under_way.is_empty()).then_some((self.done, self.done + left)),
            under_way,
            waiting_until_ms: self.next_send_ms(),
            needs_sign_in: self.needs_sign_in,
            last_ok_ms: self.last_ok_ms,
            problem: self.problem.clone(),
            clock_off_ms: self.clock_off_ms,
        };
        if self.shown.as_ref() != Some(&state) {
            self.shown = Some(state.clone());
            self.outputs.push_back(Output::Status(state));
        }
    }
}

#[cfg(test)]
mod tests;
