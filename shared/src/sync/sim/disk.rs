//! A model of the tablet's store and driver, as simple as the contract allows; bugs can be built into it.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::bug::Bug;
use super::device::{Device, Effect, Line};
use crate::ballot::Digest;
use crate::sync::{Entry, Input, Output, Reply, State};
use crate::wire::Receipt;

/// The model of a tablet.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    lines: BTreeMap<Uuid, Line>,
    /// Of the store that last answered.
    epoch: Option<Uuid>,
    bug: Option<Bug>,
}

impl Disk {
    /// An empty one, perhaps with a bug.
    pub(super) fn boxed(bug: Option<Bug>) -> Box<dyn Device> {
        Box::new(Self { bug, ..Self::default() })
    }

    /// `UPDATE … WHERE id = ? AND digest = ?`.
    fn store(&mut self, mut entry: Entry) -> Input {
        let id = entry.id;
        if self.bug == Some(Bug::BackoffNotKept) {
            (entry.attempts, entry.not_before_ms) = (0, 0);
        }
        match self.lines.get_mut(&id).filter(|line| line.entry.digest == entry.digest) {
            None => Input::Missing { id },
            Some(line) => {
                line.entry = entry;
                Input::Stored { id }
            }
        }
    }

    /// `DELETE … WHERE id = ? AND digest = ?`, if it is acked under the epoch of now.
    fn forget(&mut self, id: Uuid, digest: Digest) -> Input {
        match self.lines.get(&id).filter(|line| line.entry.digest == digest) {
            None => Input::Missing { id },
            Some(line) if !line.entry.is_held(self.epoch) => Input::StoreFailed { id },
            Some(_) => {
                self.lines.remove(&id);
                Input::Stored { id }
            }
        }
    }

    /// All rows.
    fn load(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.lines.values().map(|line| line.entry.clone()).collect();
        if self.bug == Some(Bug::EpochNotKeptWithTheAck) {
            for entry in &mut entries {
                if let State::Acked(ack) = &mut entry.state {
                    ack.epoch = self.epoch;
                }
            }
        }
        entries
    }

    /// Whether a bug makes the tablet drop what the server answered like this.
    fn drops(&self, id: Uuid, reply: &Reply) -> bool {
        let Reply::Answer { status, body, .. } = reply else { return false };
        let other = |line: &Line| {
            serde_json::from_slice::<Receipt>(body).is_ok_and(|receipt| receipt.digest != line.entry.digest)
        };
        match self.bug {
            Some(Bug::DeletedWithoutMatchingDigest) => {
                *status == 201 && self.lines.get(&id).is_some_and(other)
            }
            Some(Bug::QuarantineTakenAsLost) => *status == 202,
            Some(Bug::RefusalTakenAsLost) => *status == 422,
            _ => false,
        }
    }
}

impl Device for Disk {
    fn finish(&mut self, entry: &Entry, bytes: &[u8]) {
        self.lines.insert(entry.id, Line { entry: entry.clone(), bytes: bytes.to_vec() });
    }

    fn perform(&mut self, output: &Output, fails: bool) -> Effect {
        Effect::Done(match *output {
            Output::Load if fails => Input::LoadFailed,
            Output::Load => Input::Loaded { entries: self.load(), unreadable: 0, epoch: self.epoch },
            Output::StoreEpoch(_) if fails => Input::EpochStoreFailed,
            Output::StoreEpoch(epoch) => {
                if self.bug != Some(Bug::EpochNotKept) || self.epoch.is_none() {
                    self.epoch = Some(epoch);
                }
                Input::EpochStored(epoch)
            }
            Output::Store(Entry { id, .. }) | Output::Forget { id, .. } if fails => Input::StoreFailed { id },
            Output::Store(ref entry) => self.store(entry.clone()),
            Output::Forget { id, digest } => self.forget(id, digest),
            Output::Send { id, attempt, .. } if fails => Input::Reply { id, attempt, reply: Reply::NotRead },
            Output::Send { id, .. } => match self.lines.get(&id) {
                Some(line) => return Effect::Send(line.bytes.clone()),
                None => Input::Missing { id },
            },
            Output::Status(_) => unreachable!("it is for people"),
        })
    }

    fn answered(&mut self, id: Uuid, attempt: u32, reply: Reply) -> Input {
        if self.drops(id, &reply) {
            self.lines.remove(&id);
            return Input::Missing { id };
        }
        Input::Reply { id, attempt, reply }
    }

    fn restart(&mut self) {}

    fn lines(&self) -> BTreeMap<Uuid, Line> {
        self.lines.clone()
    }
}
