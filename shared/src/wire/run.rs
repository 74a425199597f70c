//! Runs, and what would be if something else held.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ballot::Digest;

/// `GET /api/campaigns/{id}/runs`: one for each run, the newest first. `POST` gives the newest, made where inputs changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunHead {
    /// Its number in its campaign, from 1 on.
    pub position: i64,
    /// The digest of its text, which `GET …/runs/{position}` gives.
    pub digest: Digest,
    /// Who made it.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
    /// Whether something has changed since.
    pub outdated: bool,
}
