//! A tablet for tests: its store always works, its time passes as told, and the test is its server.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use crate::ballot::{Digest, Sealed};
use crate::problem::Problem;
use crate::sync::{Ack, Config, Entry, Heard, Input, Machine, Output, Reply, State, SyncState, Wake};
use crate::wire::{ProblemDocument, Receipt};

pub(super) const NOON: u64 = 1_800_000_000_000;

/// A machine with a store that always works; what it sends is answered by the test.
pub(super) struct Tablet {
    pub(super) machine: Machine,
    pub(super) now_ms: u64,
    pub(super) stored: BTreeMap<Uuid, Entry>,
    /// The epoch in the store; whether the store takes it.
    pub(super) epoch: Option<Uuid>,
    pub(super) full: bool,
    pub(super) sent: Vec<(Uuid, u32)>,
    /// What the machine knew when it last sent.
    pub(super) known: Option<Uuid>,
    /// The epoch that the server names.
    pub(super) server: Option<Uuid>,
    pub(super) forgotten: Vec<Uuid>,
    pub(super) shown: SyncState,
}

impl Tablet {
    pub(super) fn with(ballots: u128) -> Self {
        Self::with_entries((1..=ballots).map(entry).collect())
    }

    pub(super) fn with_entries(entries: Vec<Entry>) -> Self {
        Self::with_epoch(entries, None)
    }

    pub(super) fn with_epoch(entries: Vec<Entry>, epoch: Option<Uuid>) -> Self {
        let mut tablet = Self {
            machine: Machine::new(Config::default(), 1),
            now_ms: NOON,
            stored: entries.into_iter().map(|entry| (entry.id, entry)).collect(),
            epoch,
            full: false,
            sent: Vec::new(),
            known: None,
            server: None,
            forgotten: Vec::new(),
            shown: SyncState::default(),
        };
        tablet.tell(Input::Wake(Wake::Start));
        tablet
    }

    pub(super) fn tell(&mut self, input: Input) {
        self.machine.handle(self.now_ms, input);
        while let Some(output) = self.machine.poll() {
            let input = match output {
                Output::Load => Input::Loaded {
                    entries: self.stored.values().cloned().collect(),
                    unreadable: 0,
                    epoch: self.epoch,
                },
                Output::StoreEpoch(_) if self.full => Input::EpochStoreFailed,
                Output::StoreEpoch(epoch) => {
                    self.epoch = Some(epoch);
                    Input::EpochStored(epoch)
                }
                Output::Store(entry) => {
                    let id = entry.id;
                    self.stored.insert(id, entry);
                    Input::Stored { id }
                }
                Output::Send { id, attempt, .. } => {
                    self.sent.push((id, attempt));
                    self.known = self.machine.epoch();
                    continue;
                }
                Output::Forget { id, .. } => {
                    self.forgotten.push(id);
                    Input::Stored { id }
                }
                Output::Status(state) => {
                    self.shown = state;
                    continue;
                }
            };
            self.machine.handle(self.now_ms, input);
        }
    }

    /// Lets the time pass to the next timer, and gives how long that was.
    pub(super) fn wait(&mut self) -> u64 {
        let due_ms = self.machine.poll_timeout().expect("nothing to wait for");
        let waited_ms = due_ms - self.now_ms;
        self.now_ms = due_ms;
        self.tell(Input::Timer);
        waited_ms
    }

    pub(super) fn reply(&mut self, reply: Reply) {
        let (id, attempt) = *self.sent.last().expect("nothing was sent");
        self.tell(Input::Reply { id, attempt, reply });
    }

    pub(super) fn answer(&mut self, status: u16, retry_after: Option<&str>) {
        let retry_after = retry_after.map(str::to_owned);
        let body = refusal(status);
        self.reply(Reply::Answer { status, retry_after, body, heard: self.heard() });
    }

    pub(super) fn accept(&mut self) {
        let id = self.sent.last().expect("nothing was sent").0;
        let body = receipt(id.as_u128());
        self.reply(Reply::Answer { status: 201, retry_after: None, body, heard: self.heard() });
    }

    /// What the server says beside its answer to what was sent last.
    pub(super) fn heard(&self) -> Heard {
        let epoch = self.server.map(|epoch| epoch.to_string());
        Heard { known: self.known, epoch, asked_ms: self.now_ms, date_ms: None }
    }

    pub(super) fn state(&self, ballot: u128) -> &State {
        &self.stored[&Uuid::from_u128(ballot)].state
    }
}

pub(super) fn entry(ballot: u128) -> Entry {
    let bytes = ballot.to_be_bytes().to_vec();
    Entry::new(Uuid::from_u128(ballot), "c", &Sealed { digest: Digest::of(&bytes), bytes })
}

/// The same, acked under this epoch.
pub(super) fn acked(ballot: u128, epoch: Option<Uuid>, at_ms: u64) -> Entry {
    let entry = entry(ballot);
    let ack = Ack { digest: entry.digest, received: Timestamp::UNIX_EPOCH, epoch, at_ms };
    Entry { state: State::Acked(ack), attempts: 1, ..entry }
}

/// The body with which the server refuses.
fn refusal(status: u16) -> Vec<u8> {
    let code = match status {
        401 => "session.expired",
        403 => "access.denied",
        _ => "ballot.undecodable",
    };
    let (kind, problem) = ("about:blank".to_owned(), Problem::new(code));
    serde_json::to_vec(&ProblemDocument { kind, status, title: String::new(), problem, faults: Vec::new() })
        .unwrap()
}

pub(super) fn receipt(ballot: u128) -> Vec<u8> {
    let digest = entry(ballot).digest;
    serde_json::to_vec(&Receipt { id: id(ballot), digest, received: Timestamp::UNIX_EPOCH }).unwrap()
}

pub(super) fn id(ballot: u128) -> Uuid {
    Uuid::from_u128(ballot)
}
