//! A row of the outbox: a finished ballot on its way, without its bytes.

use jiff::Timestamp;
use uuid::Uuid;

use super::Config;
use crate::ballot::{Digest, Sealed};
use crate::problem::Problem;
use crate::wire::Receipt;

/// A row of the outbox. The bytes lie beside it in the store; the machine never sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The ballot. It never changes, so that a ballot sent twice is one ballot.
    pub id: Uuid,
    /// Its campaign: a part of the address it is sent to.
    pub campaign: String,
    /// The digest of its bytes. Only a receipt that names it proves that the server holds them.
    pub digest: Digest,
    /// The length of its bytes.
    pub size_bytes: u32,
    /// Where it stands.
    pub state: State,
    /// How often it was sent, or was about to be.
    pub attempts: u32,
    /// Not to be sent before this time; 0 for at once.
    pub not_before_ms: u64,
    /// Whether the server asked for that wait; no wake shortens it then.
    pub asked: bool,
}

/// Where a ballot of the outbox stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// To be sent.
    Waiting,
    /// The server will not have it as it is. It is kept, and sent again only when a person asks.
    Parked {
        /// Why.
        problem: Problem,
    },
    /// The server held it on its disk. It does so now if its epoch is still the one of the receipt.
    Acked(Ack),
}

/// What is kept of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ack {
    /// The digest of the bytes that the server held.
    pub digest: Digest,
    /// When the server committed them.
    pub received: Timestamp,
    /// The epoch of the store that held them; none from a server that named none.
    pub epoch: Option<Uuid>,
    /// When the tablet got the receipt, by its own clock.
    pub at_ms: u64,
    /// Whether the server keeps nothing of it, nor will: then no server gets it again.
    pub let_go: bool,
}

impl Entry {
    /// A ballot just finished.
    pub fn new(id: Uuid, campaign: &str, sealed: &Sealed) -> Self {
        Self {
            id,
            campaign: campaign.to_owned(),
            digest: sealed.digest,
            size_bytes: u32::try_from(sealed.bytes.len()).unwrap_or(u32::MAX),
            state: State::Waiting,
            attempts: 0,
            not_before_ms: 0,
            asked: false,
        }
    }

    /// Whether this receipt proves that the server holds the bytes of this ballot.
    pub fn is_proved_by(&self, receipt: &Receipt) -> bool {
        receipt.id == self.id && receipt.digest == self.digest
    }

    /// What is kept of the receipt, if it proves that a server held these bytes.
    pub(super) fn ack(&self) -> Option<&Ack> {
        match &self.state {
            State::Acked(ack) if ack.digest == self.digest => Some(ack),
            _ => None,
        }
    }

    /// Whether the store of this epoch holds it: an ack of another epoch is one of a store that was restored since.
    pub fn is_held(&self, epoch: Option<Uuid>) -> bool {
        self.ack().is_some_and(|ack| ack.let_go || ack.epoch == epoch)
    }

    /// When it was last acked, whether or not it is still held.
    pub fn acked_at(&self) -> Option<u64> {
        self.ack().map(|ack| ack.at_ms)
    }

    /// Whether it is parked.
    pub(super) fn is_parked(&self) -> bool {
        matches!(self.state, State::Parked { .. })
    }

    /// The row as a new session may rely on it. It cannot know whether the clock went back meanwhile, so no wait is longer
    /// than the longest of our own, were it asked for or not; and a row that calls itself acked without proof is sent
    /// again.
    pub(super) fn recovered(mut self, now_ms: u64, config: &Config) -> Self {
        self.not_before_ms = self.not_before_ms.min(now_ms.saturating_add(config.longest_wait_ms));
        if matches!(self.state, State::Acked(_)) && self.ack().is_none() {
            self.state = State::Waiting;
        }
        self
    }
}
