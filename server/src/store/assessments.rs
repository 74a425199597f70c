//! Repository: what was said of units in their year, and of its phases. Nothing here is ever changed or deleted.

use jiff::Timestamp;
use shared::wire::{AdjustmentRow, Calendar, Duty, ExtensionRow, LeafRecord, PhaseRow, SubmissionRow};
use uuid::Uuid;

use super::StoreError;

/// Something that is said of a leaf of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSaying {
    /// The id that its author gave it; absent where a file was imported.
    pub id: Option<Uuid>,
    /// What it is: the code of an entry, an appraisal, a question or an answer.
    pub kind: &'static str,
    /// The unit.
    pub unit: String,
    /// The leaf.
    pub leaf: String,
    /// The versions that it takes the place of.
    pub over: Vec<i64>,
    /// What, as JSON.
    pub said: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Which leaves to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Leaves<'a> {
    /// Of this unit.
    pub unit: Option<&'a str>,
    /// This one.
    pub leaf: Option<&'a str>,
    /// Only what was said after this position.
    pub after: i64,
}

/// Entries, appraisals, questions and answers; submissions; phases and extensions.
pub trait Assessments {
    /// Appends what was said, and gives its position.
    fn put_saying(&self, campaign: &str, saying: &NewSaying) -> Result<i64, StoreError>;
    /// Whether something is here under this id; and if so, whether it is the very same.
    fn knows_saying(&self, campaign: &str, saying: &NewSaying) -> Result<Option<bool>, StoreError>;
    /// The position of the last that was said of a leaf; 0 where nothing was.
    fn last_saying(&self, campaign: &str) -> Result<i64, StoreError>;
    /// All that was said of leaves, each in commit order.
    fn leaf_records(&self, campaign: &str, leaves: Leaves<'_>) -> Result<Vec<LeafRecord>, StoreError>;
    /// The steps of submissions, in commit order.
    fn submissions(&self, campaign: &str) -> Result<Vec<SubmissionRow>, StoreError>;
    /// Appends a step; its position is given by the store.
    fn put_submission(&self, campaign: &str, step: &SubmissionRow) -> Result<(), StoreError>;
    /// What was said of the phases, in commit order.
    fn calendar(&self, campaign: &str) -> Result<Calendar, StoreError>;
    /// Appends what is said of a phase; its position is given by the store.
    fn put_phase(&self, campaign: &str, phase: &PhaseRow) -> Result<(), StoreError>;
    /// Appends an extension; its position is given by the store.
    fn put_extension(&self, campaign: &str, extension: &ExtensionRow) -> Result<(), StoreError>;
    /// Who was given which domain or had it taken, in commit order.
    fn duties(&self, campaign: &str) -> Result<Vec<Duty>, StoreError>;
    /// Appends such a row; its position is given by the store.
    fn put_duty(&self, campaign: &str, duty: &Duty) -> Result<(), StoreError>;
    /// The bonus and penalty points that were given or taken back, in commit order.
    fn adjustments(&self, campaign: &str) -> Result<Vec<AdjustmentRow>, StoreError>;
    /// Appends such a row; its position is given by the store.
    fn put_adjustment(&self, campaign: &str, it: &AdjustmentRow) -> Result<(), StoreError>;
    /// The position of the last of them; 0 where there is none.
    fn last_adjustment(&self, campaign: &str) -> Result<i64, StoreError>;
}
