//! What people are told about the sync.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::problem::Problem;

/// What people are told about the sync.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncState {
    /// Finished ballots without a receipt, parked ones left out.
    pub unsent: u32,
    /// How many of these the server had before it was restored from a backup: they are sent again.
    #[serde(default)]
    pub again: u32,
    /// Ballots that need a person: the server will not have them as they are, or the tablet cannot read them. All are
    /// kept.
    pub parked: u32,
    /// How many of all these are no ballots, but what tells who somebody is. The machine never looks into what it sends: who shows this
    /// says so.
    #[serde(default)]
    pub apart: u32,
    /// While ballots are under way: how many of how many are done.
    pub sending: Option<(u32, u32)>,
    /// The ballots that are under way; the page is not told.
    #[serde(skip)]
    pub under_way: Vec<Uuid>,
    /// When the next one is sent, while all of them wait.
    pub waiting_until_ms: Option<u64>,
    /// Nothing is sent before somebody signs in.
    pub needs_sign_in: bool,
    /// When the tablet last got a receipt.
    pub last_ok_ms: Option<u64>,
    /// Why the last try came to nothing; none after a success.
    pub problem: Option<Problem>,
    /// How far the device's clock is ahead of the server's (behind: below 0), where people must know.
    #[serde(default)]
    pub clock_off_ms: Option<i64>,
}

impl SyncState {
    /// How many ballots have no receipt, parked ones and all.
    pub fn ballots(&self) -> u32 {
        (self.unsent + self.parked).saturating_sub(self.apart)
    }
}
