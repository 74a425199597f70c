//! What was published, and what is asked of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ballot::Digest;
use crate::day::Day;

/// `POST /api/campaigns/{campaign}/publications`: publishes the newest run, one being made where inputs changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationRequest {
    /// The decision: its number, as it is cited.
    pub decision: String,
    /// Its date.
    pub day: Day,
    /// Why there is another version; from the second on.
    #[serde(default)]
    pub reason: String,
    /// The granted objections that it corrects.
    #[serde(default)]
    pub objections: Vec<i64>,
    /// The run that was read: where another one is the newest, nothing is published.
    #[serde(default)]
    pub run: Option<i64>,
    /// To publish that run although totals or ranks are held back that the version before showed: else it is refused, with how many.
    #[serde(default)]
    pub with_hidden_totals: bool,
}

/// A version that was published; it stays as it is for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Its number, from 1 on.
    pub version: i64,
    /// The run that it shows.
    pub run: i64,
    /// The run's digest.
    pub digest: Digest,
    /// The decision.
    pub decision: String,
    /// The decision's date.
    pub day: Day,
    /// Why it was corrected; empty in the first version.
    pub reason: String,
    /// Who published it.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}
