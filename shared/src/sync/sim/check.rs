//! What must hold after every step of every history.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::ballots::Kind;
use super::device::Line;
use super::server::UNDECODABLE;
use super::world::World;
use crate::ballot::Digest;
use crate::sync::{Entry, State};

/// What is wrong with a ballot that the tablet's disk has spoilt.
const DAMAGED: &str = "sync.damaged";
/// After the last thing that went wrong, everything is sent within this time.
const SENT_WITHIN_MS: u64 = 60_000;

/// What did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Violation {
    /// The rule's short name.
    pub(super) rule: &'static str,
    /// What was found.
    pub(super) detail: String,
}

impl Violation {
    pub(super) fn new(rule: &'static str, detail: String) -> Self {
        Self { rule, detail }
    }
}

/// What the checks remember of the stores.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Ballots whose rows were acked with proof.
    acked: BTreeSet<Uuid>,
    /// Ballots whose rows were parked.
    parked: BTreeSet<Uuid>,
    /// The epoch of which the tablet was told that it is written.
    pub(super) written: Option<Uuid>,
    /// What was deleted since the last check.
    pub(super) forgotten: Vec<(Uuid, Digest)>,
    /// What the tablet would not delete since the last check.
    pub(super) refused: Vec<Uuid>,
}

impl World {
    /// All rules that hold at any time.
    pub(super) fn check(&mut self) -> Result<(), Violation> {
        self.pace.found()?;
        self.check_rows()?;
        self.check_what_is_deleted()?;
        self.check_what_is_not_deleted()?;
        self.check_nothing_is_lost()?;
        self.check_one_ballot_for_each_interview()?;
        self.check_what_is_shown()
    }

    /// What holds when nothing went wrong for a while: to be asked before the next thing happens.
    pub(super) fn check_calm(&self) -> Result<(), Violation> {
        if self.real_ms <= self.calm_since_ms + SENT_WITHIN_MS {
            return Ok(());
        }
        self.check_all_is_sent()?;
        self.check_the_server_has_what_the_tablet_holds()
    }

    /// What holds when nothing is left to do.
    pub(super) fn check_end(&mut self) -> Result<(), Violation> {
        self.check_all_is_sent()?;
        let left = self.lines.values().find(|line| !line.entry.is_parked());
        if let Some(line) = left {
            return Err(Violation::new("rest", format!("never deleted: {:?}", line.entry)));
        }
        for session in self.sessions.iter().flatten() {
            let shown = &session.shown;
            if shown.unsent > 0
                || shown.sending.is_some()
                || shown.waiting_until_ms.is_some()
                || shown.needs_sign_in
            {
                return Err(Violation::new("shown", format!("at rest: {shown:?}")));
            }
        }
        Ok(())
    }

    /// Ids and digests never change; acked means that the server holds these bytes on its disk; parked ones keep their
    /// reason, and are never sent as new.
    fn check_rows(&mut self) -> Result<(), Violation> {
        for (id, line) in &self.lines {
            let entry = &line.entry;
            if self.finished.get(id).is_none_or(|ballot| ballot.digest != entry.digest || entry.id != *id) {
                return Err(Violation::new("id", format!("nobody finished {entry:?}")));
            }
            match &entry.state {
                State::Acked(_) => {
                    let key = (*id, entry.digest);
                    let held = if entry.is_held(Some(self.server.epoch())) {
                        self.server.held.contains_key(&key)
                    } else {
                        self.server.committed.contains(&key)
                    };
                    if !held {
                        return Err(Violation::new("acked", format!("the server does not hold {entry:?}")));
                    }
                    self.seen.acked.insert(*id);
                }
                State::Parked { problem } => {
                    if problem.code != UNDECODABLE && !(self.spoilt.contains(id) && problem.code == DAMAGED) {
                        return Err(Violation::new("parked", format!("without its reason: {entry:?}")));
                    }
                    self.seen.parked.insert(*id);
                }
                State::Waiting if self.seen.parked.contains(id) && !self.pace.several_sessions() => {
                    return Err(Violation::new("parked", format!("no longer parked: {entry:?}")));
                }
                State::Waiting => {}
            }
        }
        Ok(())
    }

    /// Finished means: on the tablet with its bytes, or acked and on the server's disk.
    fn check_nothing_is_lost(&self) -> Result<(), Violation> {
        for (id, ballot) in &self.finished {
            let as_sealed = |line: &Line| line.bytes == ballot.bytes || self.spoilt.contains(id);
            let here = self.lines.get(id).is_some_and(as_sealed);
            let there = self.server.held.contains_key(&(*id, ballot.digest));
            let deleted = self.server.restored > 0 && self.server.committed.contains(&(*id, ballot.digest));
            let proved = (there || deleted) && self.seen.acked.contains(id);
            if !here && !proved {
                return Err(Violation::new("lost", format!("{ballot:?}, on the server: {there}")));
            }
        }
        Ok(())
    }

    /// Nothing is deleted that the server lost, once the tablet has written that it was restored.
    fn check_what_is_deleted(&mut self) -> Result<(), Violation> {
        let knows = self.seen.written == Some(self.server.epoch());
        for key in std::mem::take(&mut self.seen.forgotten) {
            if knows && !self.server.held.contains_key(&key) {
                return Err(Violation::new(
                    "lost",
                    format!("deleted, and not on the restored server: {key:?}"),
                ));
            }
        }
        Ok(())
    }

    /// Whatever happened to the server: what a tablet still holds is there in the end.
    fn check_the_server_has_what_the_tablet_holds(&self) -> Result<(), Violation> {
        for (id, line) in self.lines.iter().filter(|(_, line)| !line.entry.is_parked()) {
            if !self.server.held.contains_key(&(*id, line.entry.digest)) {
                return Err(Violation::new("held", format!("here and not on the server: {:?}", line.entry)));
            }
        }
        Ok(())
    }

    /// What is acked under the epoch that the tablet has written may be deleted.
    fn check_what_is_not_deleted(&mut self) -> Result<(), Violation> {
        for id in std::mem::take(&mut self.seen.refused) {
            if let Some(line) = self.lines.get(&id).filter(|line| line.entry.is_held(self.seen.written)) {
                return Err(Violation::new("kept", format!("though it is proved: {:?}", line.entry)));
            }
        }
        Ok(())
    }

    fn check_one_ballot_for_each_interview(&self) -> Result<(), Violation> {
        let mut ballots = BTreeMap::new();
        for (key, interview) in &self.server.held {
            if let Some(other) = ballots.insert(*interview, *key) {
                return Err(Violation::new("twice", format!("{other:?} and {key:?} are one interview")));
            }
            if !self.finished.contains_key(&key.0) {
                return Err(Violation::new("id", format!("nobody finished {key:?}")));
            }
        }
        Ok(())
    }

    /// The numbers on the screen are those of the store, and sign-in is asked for only when it is needed.
    fn check_what_is_shown(&self) -> Result<(), Violation> {
        for session in self.sessions.iter().flatten().filter(|session| session.loaded) {
            let rows = || self.lines.values().map(|line| &line.entry);
            let epoch = session.machine.epoch();
            let unsent = rows().filter(|entry| !entry.is_parked() && !entry.is_held(epoch)).count() as u32;
            let parked = rows().filter(|entry| entry.is_parked()).count() as u32;
            let shown = &session.shown;
            let absent = |entry: &Entry| !self.server.held.contains_key(&(entry.id, entry.digest));
            let lacking = rows().filter(|entry| !entry.is_parked() && absent(entry)).count() as u32;
            let now = Some(self.server.epoch());
            let told = (session.told == now || self.seen.written == now) && !self.pace.several_sessions();
            if told && shown.unsent < lacking {
                return Err(Violation::new("shown", format!("the server lacks {lacking}, not {shown:?}")));
            }
            if !self.pace.several_sessions() && (shown.unsent, shown.parked) != (unsent, parked) {
                return Err(Violation::new(
                    "shown",
                    format!("{unsent} unsent, {parked} parked, not {shown:?}"),
                ));
            }
            if shown.needs_sign_in && !self.server.signed_out {
                return Err(Violation::new("shown", "asks for a sign-in that took place".to_owned()));
            }
            if shown.sending.is_some_and(|(done, all)| done >= all) {
                return Err(Violation::new("shown", format!("sends none: {shown:?}")));
            }
        }
        Ok(())
    }

    /// Nothing holds a ballot back for long: not another one, not a wait, not a clock.
    fn check_all_is_sent(&self) -> Result<(), Violation> {
        for (id, ballot) in &self.finished {
            let settled = match self.lines.get(id).map(|line| &line.entry.state) {
                None => true,
                Some(State::Acked(ack)) => ack.epoch == Some(self.server.epoch()),
                Some(State::Parked { .. }) => ballot.kind == Kind::Undecodable || self.spoilt.contains(id),
                Some(State::Waiting) => false,
            };
            if !settled {
                return Err(Violation::new("late", format!("still waiting: {ballot:?}")));
            }
        }
        Ok(())
    }
}
