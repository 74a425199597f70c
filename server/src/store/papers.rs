//! Repository: ballots on paper, batch by batch. Nothing here is ever changed or deleted.

use jiff::Timestamp;
use shared::day::Day;
use shared::wire::{NewPaperBatch, PaperBack, PaperEntry, TakenBack};
use uuid::Uuid;

use super::StoreError;

/// Papers that were handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its number; the store gives it.
    pub position: i64,
    /// What was handed out.
    pub what: NewPaperBatch,
    /// What the papers that are keyed twice are drawn by; empty of batches that were handed out before it was kept.
    pub lot: String,
    /// The form's version.
    pub version: String,
    /// What came back, last said; it is kept apart.
    pub back: Option<PaperBack>,
    /// That it was cancelled; it is kept apart, too.
    pub cancelled: Option<TakenBack>,
    /// Who handed it out.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What somebody keyed of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedRow {
    /// Its number; the store gives it.
    pub position: i64,
    /// That its author gave it.
    pub id: Uuid,
    /// The batch.
    pub batch: i64,
    /// The paper within it.
    pub paper: u32,
    /// Whether it decides about two that differ.
    pub decides: bool,
    /// Whether the paper was done with it.
    pub done: bool,
    /// The number of the ballot that was sealed with it.
    pub ballot: Option<i64>,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Batches, what came back of them, and what was keyed.
pub trait Papers {
    /// Keeps a batch and gives its number.
    fn put_batch(&self, campaign: &str, it: &BatchRow) -> Result<i64, StoreError>;
    /// Keeps what came back of a batch.
    fn put_back(&self, campaign: &str, batch: i64, it: &PaperBack) -> Result<(), StoreError>;
    /// The days on which papers of a batch came back, as they were noted one after the other, each with when.
    fn days_back(&self, campaign: &str, batch: i64) -> Result<Vec<(Day, Timestamp)>, StoreError>;
    /// Keeps that a batch was cancelled.
    fn put_cancelled(&self, campaign: &str, batch: i64, it: &TakenBack) -> Result<(), StoreError>;
    /// The batches of a campaign in commit order, each with what last came back.
    fn batches(&self, campaign: &str) -> Result<Vec<BatchRow>, StoreError>;
    /// Keeps what was keyed, with what it says, and gives its number.
    fn put_keyed(&self, campaign: &str, it: &KeyedRow, entry: &PaperEntry) -> Result<i64, StoreError>;
    /// What was keyed of a batch, in commit order.
    fn keyed(&self, campaign: &str, batch: i64) -> Result<Vec<KeyedRow>, StoreError>;
    /// What was keyed under an id.
    fn keyed_as(&self, campaign: &str, id: Uuid) -> Result<Option<KeyedRow>, StoreError>;
    /// What a row of what was keyed says.
    fn keyed_entry(&self, campaign: &str, position: i64) -> Result<Option<PaperEntry>, StoreError>;
}
