//! Repository: runs. Nothing here is ever changed or deleted.

use jiff::Timestamp;
use shared::ballot::Digest;

use super::{Position, StoreError};

/// Up to where a run's inputs go: the same as those of now, or there is something new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The campaign's generation.
    pub generation: i64,
    /// Its last ballot and review.
    pub ground: Position,
    /// The last that was said of a leaf.
    pub said: i64,
    /// Last year's run.
    pub previous: Option<Digest>,
}

/// A run without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Its number in its campaign, from 1 on; given by the store.
    pub position: i64,
    /// The digest of its text.
    pub digest: Digest,
    /// Up to where its inputs go.
    pub reach: Reach,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What made a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maker {
    /// The rule that it follows.
    pub rule: String,
    /// The version of the program.
    pub program: String,
}

/// Runs.
pub trait Runs {
    /// Keeps a run and gives its position.
    fn put_run(&self, campaign: &str, run: &RunRow, text: &str) -> Result<i64, StoreError>;
    /// The runs of a campaign, the oldest first.
    fn runs(&self, campaign: &str) -> Result<Vec<RunRow>, StoreError>;
    /// What made a run.
    fn run_maker(&self, campaign: &str, position: i64) -> Result<Option<Maker>, StoreError>;
    /// The text of a run.
    fn run_text(&self, campaign: &str, position: i64) -> Result<Option<String>, StoreError>;
}
