//! A model of the tablet's store and driver, as simple as the contract allows; bugs can be built into it.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::bug::Bug;
use super::device::{Device, Effect, Line};
use crate::ballot::Digest;
use crate::sync::{Entry, Input, Output, Reply, State, Try};
use crate::wire::{BallotAnswer, BatchAnswer, Receipt};

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

    /// Whether a bug makes the tablet drop a ballot of which this was said.
    fn drops(&self, line: &Line, said: &BallotAnswer) -> bool {
        match self.bug {
            Some(Bug::DeletedWithoutMatchingDigest) => {
                let other = |receipt: &Receipt| receipt.digest != line.entry.digest;
                said.status == 201 && said.receipt.as_ref().is_some_and(other)
            }
            Some(Bug::QuarantineTakenAsLost) => said.status == 202,
            Some(Bug::RefusalTakenAsLost) => said.status == 422,
            _ => false,
        }
    }

    /// What a bug makes of the answer to several ballots.
    fn misread(&self, tries: &[Try], answer: &mut BatchAnswer) {
        let lines = tries.iter().filter_map(|one| self.lines.get(&one.id)).map(|line| &line.entry);
        let receipt = |entry: &Entry| Receipt {
            id: entry.id,
            digest: entry.digest,
            received: jiff::Timestamp::UNIX_EPOCH,
            let_go: false,
        };
        match self.bug {
            Some(Bug::AckedByPosition) => {
                for (entry, said) in lines.zip(&mut answer.ballots) {
                    said.digest = entry.digest;
                    said.receipt = said.receipt.take().map(|_| receipt(entry));
                }
            }
            Some(Bug::AllAckedTogether) => {
                let acked = |entry: &Entry| BallotAnswer {
                    digest: entry.digest,
                    status: 200,
                    receipt: Some(receipt(entry)),
                    problem: None,
                };
                answer.ballots = lines.map(acked).collect();
            }
            Some(Bug::AllRefusedTogether) => {
                if let Some(refused) = answer.ballots.iter().find(|said| said.status == 422).cloned() {
                    let refuse = |entry: &Entry| BallotAnswer { digest: entry.digest, ..refused.clone() };
                    answer.ballots = lines.map(refuse).collect();
                }
            }
            _ => {}
        }
    }

    /// The bytes as they were sealed, or what the machine is told.
    fn read(&self, one: Try, fails: bool) -> Result<Vec<u8>, Box<Input>> {
        let told = |reply| Box::new(Input::Reply { tries: vec![one], reply });
        match self.lines.get(&one.id) {
            _ if fails => Err(told(Reply::NotRead)),
            None => Err(Box::new(Input::Missing { id: one.id })),
            Some(line) if Digest::of(&line.bytes) != line.entry.digest => Err(told(Reply::Damaged)),
            Some(line) => Ok(line.bytes.clone()),
        }
    }
}

/// What an answer says of each ballot that was sent, whether it was one or several.
fn said(digests: &BTreeMap<Uuid, Digest>, reply: &Reply) -> Option<BatchAnswer> {
    let Reply::Answer { status, body, .. } = reply else { return None };
    if let (Some(digest), 1) = (digests.values().next(), digests.len()) {
        let receipt = serde_json::from_slice(body).ok();
        let one = BallotAnswer { digest: *digest, status: *status, receipt, problem: None };
        return Some(BatchAnswer { ballots: vec![one] });
    }
    serde_json::from_slice(body).ok()
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
            Output::Send { ref tries, .. } => {
                let (mut goes, mut told) = (Vec::new(), Vec::new());
                for one in tries {
                    match self.read(*one, fails) {
                        Ok(bytes) => goes.push((*one, bytes)),
                        Err(input) => told.push(*input),
                    }
                }
                return Effect::Send(goes, told);
            }
            Output::Status(_) => unreachable!("it is for people"),
        })
    }

    fn answered(&mut self, tries: Vec<Try>, reply: Reply) -> Vec<Input> {
        let line = |one: &Try| self.lines.get(&one.id).map(|line| (one.id, line.entry.digest));
        let digests: BTreeMap<Uuid, Digest> = tries.iter().filter_map(line).collect();
        let Some(mut answer) = said(&digests, &reply) else { return vec![Input::Reply { tries, reply }] };
        let mut inputs = Vec::new();
        for (id, digest) in digests {
            let of_it = answer.ballots.iter().find(|said| said.digest == digest);
            let dropped = match of_it {
                Some(said) => self.drops(&self.lines[&id], said),
                None => self.bug == Some(Bug::UnansweredTakenAsLost),
            };
            if dropped {
                self.lines.remove(&id);
                inputs.push(Input::Missing { id });
            }
        }
        let mut reply = reply;
        if let (Reply::Answer { body, .. }, true) = (&mut reply, tries.len() > 1) {
            self.misread(&tries, &mut answer);
            *body = serde_json::to_vec(&answer).unwrap();
        }
        inputs.push(Input::Reply { tries, reply });
        inputs
    }

    fn spoil(&mut self, id: Uuid) {
        self.lines.entry(id).and_modify(|line| line.bytes.clear());
    }

    fn restart(&mut self) {}

    fn lines(&self) -> BTreeMap<Uuid, Line> {
        self.lines.clone()
    }
}
