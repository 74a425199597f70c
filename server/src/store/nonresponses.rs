//! Repository: interviews that gave no ballot, as received, and what was decided about them. Nothing here is ever changed or deleted.

use jiff::Timestamp;
use shared::ballot::{Digest, NoAnswer};
use shared::problem::Problem;
use shared::wire::{Decision, ReviewRow, Status};
use uuid::Uuid;

use super::{SameId, StoreError};

/// An interview that gave no ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NonresponseRow {
    /// Its number; the store gives it.
    pub position: i64,
    /// Its id.
    pub id: Uuid,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The form.
    pub form: String,
    /// Where.
    pub place: String,
    /// Who was to ask.
    pub interviewer: String,
    /// Why there is no ballot.
    pub reason: NoAnswer,
    /// When it was noted, by the server's clock where it is known what the device's was off.
    pub noted: Timestamp,
    /// When it arrived.
    pub received: Timestamp,
    /// Who sent it.
    pub sent_by: String,
    /// What speaks against it: then it is not counted until somebody accepts it.
    pub doubts: Vec<Problem>,
    /// What was decided about it last. Decisions are kept apart.
    pub decided: Option<ReviewRow>,
    /// How many decisions there are.
    pub decisions: usize,
}

impl NonresponseRow {
    /// Where it stands: it counts where it is valid.
    pub fn status(&self) -> Status {
        match self.decided.as_ref().map(|it| it.decision) {
            Some(decision) => Self::after(decision),
            None if self.doubts.is_empty() => Status::Valid,
            None => Status::Pending,
        }
    }

    /// Where one stands about which this was decided.
    pub fn after(decision: Decision) -> Status {
        match decision {
            Decision::Accept => Status::Valid,
            Decision::Reject => Status::Rejected,
            Decision::Reopen => Status::Pending,
        }
    }
}

/// How many are counted of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The form.
    pub form: String,
    /// Where.
    pub place: String,
    /// Who was to ask.
    pub interviewer: String,
    /// Why.
    pub reason: NoAnswer,
    /// How many.
    pub count: u32,
}

/// Interviews that gave no ballot.
pub trait Nonresponses {
    /// Keeps one and gives its number. No two of a campaign have both id and digest.
    fn put_nonresponse(&self, campaign: &str, it: &NonresponseRow) -> Result<i64, StoreError>;
    /// Keeps a decision about one.
    fn put_nonresponse_review(&self, campaign: &str, of: i64, it: &ReviewRow) -> Result<(), StoreError>;
    /// What was decided about one, the first first.
    fn nonresponse_reviews(&self, campaign: &str, of: i64) -> Result<Vec<ReviewRow>, StoreError>;
    /// The one of a number.
    fn nonresponse(&self, campaign: &str, position: i64) -> Result<Option<NonresponseRow>, StoreError>;
    /// Those under an id, the first first.
    fn nonresponses_with_id(&self, campaign: &str, id: Uuid) -> Result<Vec<SameId>, StoreError>;
    /// So many of those of a campaign, the last first.
    fn nonresponses(&self, campaign: &str, most: usize) -> Result<Vec<NonresponseRow>, StoreError>;
    /// How many are counted, of all interviewers or of one.
    fn missed(&self, campaign: &str, interviewer: Option<&str>) -> Result<Vec<Missed>, StoreError>;
}
