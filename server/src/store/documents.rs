//! Repository: the papers that belong to a step of a submission, each a file. Nothing here is ever changed or deleted.

use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::files::Kept;

/// What a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// The report, as a .docx.
    Report,
    /// The same, as a page to print.
    ReportPage,
    /// The scan that the head signed, as the unit gave it.
    Scan,
}

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its number in its campaign, in commit order.
    pub position: i64,
    /// The unit.
    pub unit: String,
    /// The position of the step of the submission that it belongs to.
    pub submission: i64,
    /// What it is.
    pub kind: DocumentKind,
    /// Its bytes.
    pub file: Kept,
}

/// Papers of submissions.
pub trait Documents {
    /// Appends one; its position is given by the store.
    fn put_document(&self, campaign: &str, document: &Document) -> Result<(), StoreError>;
    /// Those of a unit, in commit order.
    fn documents(&self, campaign: &str, unit: &str) -> Result<Vec<Document>, StoreError>;
}
