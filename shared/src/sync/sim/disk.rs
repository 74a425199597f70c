//! The tablet's store: what is written stays, whatever happens to the sessions.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::ballots::Finished;
use super::bug::Bug;
use crate::ballot::Digest;
use crate::sync::{Entry, State};

/// A row of the outbox beside the bytes it is about.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) entry: Entry,
    pub(super) bytes: Vec<u8>,
}

/// The tablet's store.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    pub(super) lines: BTreeMap<Uuid, Line>,
    /// Of the store that last answered.
    pub(super) epoch: Option<Uuid>,
}

impl Disk {
    /// One transaction: the draft is gone, the row and its bytes are here.
    pub(super) fn finish(&mut self, ballot: &Finished) {
        self.lines.insert(ballot.id, Line { entry: ballot.entry(), bytes: ballot.bytes.clone() });
    }

    /// `UPDATE … WHERE id = ? AND digest = ?`; whether there was a row.
    pub(super) fn store(&mut self, entry: &Entry) -> bool {
        match self.lines.get_mut(&entry.id) {
            Some(line) if line.entry.digest == entry.digest => {
                line.entry = entry.clone();
                true
            }
            _ => false,
        }
    }

    /// `DELETE … WHERE id = ? AND digest = ?`, if it is acked under the epoch of now; whether there was such a row.
    pub(super) fn forget(&mut self, id: Uuid, digest: Digest) -> bool {
        let held = |line: &Line| line.entry.digest == digest && line.entry.is_held(self.epoch);
        let found = self.lines.get(&id).is_some_and(held);
        if found {
            self.lines.remove(&id);
        }
        found
    }

    /// All rows.
    pub(super) fn load(&self, bug: Option<Bug>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.lines.values().map(|line| line.entry.clone()).collect();
        if bug == Some(Bug::EpochNotKeptWithTheAck) {
            for entry in &mut entries {
                if let State::Acked(ack) = &mut entry.state {
                    ack.epoch = self.epoch;
                }
            }
        }
        entries
    }
}
