//! What people decide about ballots.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// `POST /api/campaigns/{id}/ballots/{key}/reviews`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// What the person decides.
    pub decision: Decision,
    /// Why; may not be blank.
    pub reason: String,
    /// How many decisions the person has read. Where somebody else took another by now, the server refuses, so that nobody
    /// overrides what they have not seen. Scripts may leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<usize>,
}

impl Review {
    /// A decision of somebody who has read `seen` earlier ones.
    pub fn after(seen: usize, decision: Decision, reason: impl Into<String>) -> Self {
        Self { decision, reason: reason.into(), seen: Some(seen) }
    }
}

/// A decision on a ballot. The last one stands; each can be taken back by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It counts (or is screened out, by its answers).
    Accept,
    /// It does not count.
    Reject,
    /// Back to quarantine.
    Reopen,
}

/// A decision that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    /// What was decided.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}
