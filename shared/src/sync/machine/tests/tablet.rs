//! A tablet for tests: its store always works, its time passes as told, and the test is its server.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use crate::ballot::{Digest, Sealed};
use crate::problem::Problem;
use crate::sync::{Ack, Config, Entry, Heard, Input, Machine, Output, Reply, State, SyncState, Try, Wake};
use crate::wire::{BallotAnswer, BatchAnswer, ProblemDocument, Receipt};

pub(super) const NOON: u64 = 1_800_000_000_000;

/// The first ballot for the first time.
pub(super) const FIRST_TRY: Try = Try { id: Uuid::from_u128(1), attempt: 1 };

/// A machine with a store that always works; what it sends is answered by the test.
pub(super) struct Tablet {
    pub(super) machine: Machine,
    pub(super) now_ms: u64,
    pub(super) stored: BTreeMap<Uuid, Entry>,
    /// The epoch in the store; whether the store takes it.
    pub(super) epoch: Option<Uuid>,
    pub(super) full: bool,
    pub(super) sent: Vec<(Uuid, u32)>,
    /// What went in one request, each time.
    pub(super) requests: Vec<Vec<Try>>,
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

    /// One that sends one by one.
    pub(super) fn with_epoch(entries: Vec<Entry>, epoch: Option<Uuid>) -> Self {
        Self::with_config(Config { batch_ballots: 1, ..Config::default() }, entries, epoch)
    }

    pub(super) fn with_config(config: Config, entries: Vec<Entry>, epoch: Option<Uuid>) -> Self {
        let mut tablet = Self {
            machine: Machine::new(config, 1),
            now_ms: NOON,
            stored: entries.into_iter().map(|entry| (entry.id, entry)).collect(),
            epoch,
            full: false,
            sent: Vec::new(),
            requests: Vec::new(),
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
                Output::Send { tries, .. } => {
                    self.sent.extend(tries.iter().map(|one| (one.id, one.attempt)));
                    self.requests.push(tries);
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
        let tries = self.requests.last().expect("nothing was sent").clone();
        self.tell(Input::Reply { tries, reply });
    }

    pub(super) fn answer(&mut self, status: u16, retry_after: Option<&str>) {
        let retry_after = retry_after.map(str::to_owned);
        let body = refusal(status);
        self.reply(Reply::Answer { status, retry_after, body, heard: self.heard() });
    }

    /// The server takes all that was sent last.
    pub(super) fn accept(&mut self) {
        let tries = self.requests.last().expect("nothing was sent");
        let (status, body) = match &tries[..] {
            [one] => (201, receipt(one.id.as_u128())),
            several => (200, receipts(several)),
        };
        self.reply(Reply::Answer { status, retry_after: None, body, heard: self.heard() });
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
    let ack = Ack { digest: entry.digest, received: Timestamp::UNIX_EPOCH, epoch, at_ms, let_go: false };
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
    let receipt = Receipt { id: id(ballot), digest, received: Timestamp::UNIX_EPOCH, let_go: false };
    serde_json::to_vec(&receipt).unwrap()
}

fn receipts(tries: &[Try]) -> Vec<u8> {
    let answer = |one: &Try| {
        let ballot = one.id.as_u128();
        let receipt = serde_json::from_slice(&receipt(ballot)).unwrap();
        BallotAnswer { digest: entry(ballot).digest, status: 201, receipt: Some(receipt), problem: None }
    };
    serde_json::to_vec(&BatchAnswer { ballots: tries.iter().map(answer).collect() }).unwrap()
}

pub(super) fn id(ballot: u128) -> Uuid {
    Uuid::from_u128(ballot)
}
