//! What is kept of the sync's knowledge of a ballot: a form of its own, which every later version opens
//! (tests/corpus/fixtures/outbox-entry-v1.json).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::sync::{Ack, Entry, State};
use uuid::Uuid;

/// How versions before the epoch parked what anything on the way had refused.
const REFUSED_BY_ANYTHING: &str = "sync.refused";

/// An entry as it is kept.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    id: Uuid,
    campaign: String,
    digest: Digest,
    size_bytes: u32,
    state: KeptState,
    attempts: u32,
    not_before_ms: u64,
    asked: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptState {
    Waiting,
    Parked { problem: Problem },
    Acked { receipt: KeptReceipt, at_ms: u64 },
}

#[derive(Serialize, Deserialize)]
struct KeptReceipt {
    id: Uuid,
    digest: Digest,
    #[serde(deserialize_with = "shared::moment::read")]
    received: Timestamp,
    #[serde(default)]
    epoch: Option<Uuid>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    let_go: bool,
}

impl From<&Entry> for Kept {
    fn from(entry: &Entry) -> Self {
        let state = match &entry.state {
            State::Waiting => KeptState::Waiting,
            State::Parked { problem } => KeptState::Parked { problem: problem.clone() },
            State::Acked(Ack { digest, received, epoch, at_ms, let_go }) => {
                let (id, digest, received, epoch) = (entry.id, *digest, *received, *epoch);
                let receipt = KeptReceipt { id, digest, received, epoch, let_go: *let_go };
                KeptState::Acked { receipt, at_ms: *at_ms }
            }
        };
        Self {
            id: entry.id,
            campaign: entry.campaign.clone(),
            digest: entry.digest,
            size_bytes: entry.size_bytes,
            state,
            attempts: entry.attempts,
            not_before_ms: entry.not_before_ms,
            asked: entry.asked,
        }
    }
}

impl From<Kept> for Entry {
    fn from(kept: Kept) -> Self {
        let state = match kept.state {
            KeptState::Parked { problem } if problem.code != REFUSED_BY_ANYTHING => State::Parked { problem },
            KeptState::Acked { receipt, at_ms } if receipt.id == kept.id => {
                let KeptReceipt { digest, received, epoch, let_go, .. } = receipt;
                State::Acked(Ack { digest, received, epoch, at_ms, let_go })
            }
            _ => State::Waiting,
        };
        Self {
            id: kept.id,
            campaign: kept.campaign,
            digest: kept.digest,
            size_bytes: kept.size_bytes,
            state,
            attempts: kept.attempts,
            not_before_ms: kept.not_before_ms,
            asked: kept.asked,
        }
    }
}

/// As text, for the database.
pub fn write(entry: &Entry) -> serde_json::Result<String> {
    serde_json::to_string(&Kept::from(entry))
}

/// From the database.
pub fn read(text: &str) -> Result<Entry, shared::json::Unlike> {
    shared::json::from_str::<Kept>(text).map(Entry::from)
}
