//! What page and worker say to each other of a unit's year.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::typed::{Key, Slip, Words};
use shared::wire::{Calendar, CampaignSummary, Entry, EvidenceList, LeafRecord, UnitRecord};

/// The year of a unit as the server told it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// The campaign.
    pub summary: CampaignSummary,
    /// Its phases.
    pub calendar: Calendar,
    /// All that was said of the unit.
    pub record: UnitRecord,
    /// The files that the unit gave.
    #[serde(default)]
    pub files: EvidenceList,
    /// When it was asked for.
    pub asked: Timestamp,
}

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Keeps the year of a unit, for days without network. → `Done`
    Keep(Box<Book>),
    /// What is kept of a unit. → [`super::Reply::Desk`]
    Open {
        /// The campaign.
        campaign: String,
        /// The unit.
        unit: String,
    },
    /// Keeps what stands in the fields of a leaf; the reply comes when it is on disk. → `Done`
    Type {
        /// Of which leaf.
        key: Key,
        /// All of its fields.
        words: Box<Words>,
        /// What they say, where that can be sent.
        entry: Option<Box<Entry>>,
        /// The versions that the person saw, or chooses between.
        over: Vec<i64>,
        /// Whether they choose.
        choosing: bool,
    },
    /// The person goes on from a leaf. → `Done`
    Leave(Key),
    /// The person gives up what they typed. → `Done`
    GiveUp(Key),
    /// What was refused may be taken now. → `Done`
    Again,
}

/// What is kept of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Its year, if it was ever told here.
    pub book: Option<Book>,
    /// What was typed and is not the server's yet.
    pub slips: Vec<(Key, Slip)>,
    /// How many more cannot be read.
    pub unreadable: u32,
}

/// What the worker says unasked: what became of something typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// Of which leaf.
    pub key: Key,
    /// What is left of it.
    pub slip: Option<Slip>,
    /// All that was said of the leaf by now, where the server told.
    pub record: Option<LeafRecord>,
}
