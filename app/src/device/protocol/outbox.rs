//! The outbox as the page shows it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::ballot::NoAnswer;
use shared::campaign::Name;
use shared::problem::Problem;
use uuid::Uuid;

/// The first of the finished ballots that the tablet holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outbox {
    /// As many as were asked for.
    pub rows: Vec<OutboxItem>,
    /// How many more can be read.
    pub more: usize,
    /// How many more are kept that cannot.
    pub unreadable: u32,
}

/// A finished ballot that the tablet holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutboxItem {
    /// The ballot.
    pub id: Uuid,
    /// The campaign.
    pub campaign: String,
    /// The form.
    pub form: String,
    /// Where.
    pub place: String,
    /// What these are called, where anything on this device says it.
    pub names: Option<Names>,
    /// Who asked.
    pub interviewer: Option<String>,
    /// When it was finished.
    #[serde(deserialize_with = "shared::moment::read")]
    pub finished: Timestamp,
    /// Where it is on its way.
    pub state: OutboxState,
    /// Whether the tablet still holds it.
    pub held: bool,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next, if an attempt failed.
    #[serde(default, deserialize_with = "shared::moment::read_option")]
    pub next_attempt: Option<Timestamp>,
    /// Why it was rejected, where it is to be done again.
    pub returned: Option<String>,
    /// Why there is no ballot, where the interview gave none.
    pub reason: Option<NoAnswer>,
}

/// What came by hand of another device, as its own bytes say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarriedItem {
    /// The line of the file (`shared::carry`).
    pub line: String,
    /// The ballot.
    pub id: Uuid,
    /// The campaign.
    pub campaign: String,
    /// The form.
    pub form: String,
    /// Where; nowhere, where it tells who somebody is.
    pub place: String,
    /// Who asked.
    pub username: Option<String>,
    /// When it was finished.
    pub finished_ms: i64,
    /// Why there is no ballot.
    pub reason: Option<NoAnswer>,
}

/// What the place and the campaign of a ballot are called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The place, or the unit that is one; absent where it is unknown, or the whole province.
    pub place: Option<Name>,
    /// The campaign.
    pub campaign: Name,
}

/// Where a finished ballot is on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum OutboxState {
    /// The server will not take it as it is; it stays here.
    Parked {
        /// Why.
        problem: Problem,
    },
    /// Going out now.
    Sending,
    /// On this tablet only.
    Waiting,
    /// The server holds it, and said so.
    Received {
        /// When the server committed it.
        #[serde(deserialize_with = "shared::moment::read")]
        at: Timestamp,
    },
}
