//! Repository: interviews that gave no ballot, as received, and that they were noted by mistake. Nothing here is ever changed or deleted.

use jiff::Timestamp;
use shared::ballot::{Digest, NoAnswer};
use shared::problem::Problem;
use shared::wire::TakenBack;
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
    /// What speaks against it: then it is not counted.
    pub doubts: Vec<Problem>,
    /// That it was noted by mistake: then it is not counted, either. It is kept apart.
    pub back: Option<TakenBack>,
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
    /// Keeps that one was noted by mistake; once.
    fn put_nonresponse_back(&self, campaign: &str, position: i64, it: &TakenBack) -> Result<(), StoreError>;
    /// The one of a number.
    fn nonresponse(&self, campaign: &str, position: i64) -> Result<Option<NonresponseRow>, StoreError>;
    /// Those under an id, the first first.
    fn nonresponses_with_id(&self, campaign: &str, id: Uuid) -> Result<Vec<SameId>, StoreError>;
    /// So many of those of a campaign, the last first.
    fn nonresponses(&self, campaign: &str, most: usize) -> Result<Vec<NonresponseRow>, StoreError>;
    /// How many are counted, of all interviewers or of one.
    fn missed(&self, campaign: &str, interviewer: Option<&str>) -> Result<Vec<Missed>, StoreError>;
}
