//! Repository: ballots as received, and what people decided about them. Nothing here is ever changed or deleted, but for the bytes of a
//! ballot that its respondent withdrew.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use jiff::Timestamp;
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::wire::{ReviewRow, Status};
use uuid::Uuid;

use super::{Position, StoreError};

/// A ballot to be stored.
#[derive(Clone, Debug)]
pub struct NewBallot {
    /// The campaign that it names.
    pub campaign: String,
    /// Its id.
    pub id: Uuid,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it arrived.
    pub received: Timestamp,
    /// Server clock minus device clock.
    pub clock_offset_ms: Option<i64>,
    /// Who sent it; absent where a file was imported.
    pub sent_by: Option<String>,
    /// The status given on arrival.
    pub arrived: Status,
    /// Why it went into quarantine.
    pub reasons: Vec<Problem>,
}

/// A ballot as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its number in its campaign, in commit order: what people read, and what addresses name.
    pub position: i64,
    /// What was stored.
    pub ballot: NewBallot,
}

impl Stored {
    /// Whether what it said was deleted: its number and its digest are all that is left.
    pub fn is_erased(&self) -> bool {
        self.ballot.bytes.is_empty()
    }
}

/// By whom a ballot was decided about whose answers were deleted: no account is called so. The log tells who did it.
pub const NOBODY: &str = "";

/// A ballot under an id, without its bytes.
#[derive(Clone, Copy, Debug)]
pub struct SameId {
    /// Its number in its campaign.
    pub position: i64,
    /// The digest of its bytes.
    pub digest: Digest,
    /// When it arrived.
    pub received: Timestamp,
}

/// Which ballots of a campaign to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this status.
    pub status: Option<Status>,
    /// Only of this form.
    pub form: Option<String>,
    /// Only from this place.
    pub place: Option<String>,
    /// What else that place is called by.
    pub or_place: Option<String>,
    /// Only asked by this account.
    pub interviewer: Option<String>,
    /// Only of these forms and places.
    pub among: Option<BTreeSet<[String; 2]>>,
    /// Only with a smaller position.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: usize,
}

/// What is done with each ballot and its last review; whether to go on.
pub type EachBallot<'a> = dyn FnMut(Stored, Option<ReviewRow>) -> Result<ControlFlow<()>, StoreError> + 'a;

/// Ballots and reviews.
pub trait Ballots {
    /// Stores a ballot and gives its position, which follows the last of its campaign. No two of a campaign have both id
    /// and digest.
    fn put_ballot(&self, ballot: &NewBallot) -> Result<i64, StoreError>;
    /// The ballots that stand under one id, the first first.
    fn ballots_with_id(&self, campaign: &str, id: Uuid) -> Result<Vec<SameId>, StoreError>;
    /// The ballot at this position of a campaign.
    fn ballot(&self, campaign: &str, position: i64) -> Result<Option<Stored>, StoreError>;
    /// Ballots, the newest first.
    fn ballots(&self, campaign: &str, filter: &Filter) -> Result<Vec<(Stored, Status)>, StoreError>;
    /// The campaigns that ballots name and that are not here: how many ballots, and when the first of them arrived.
    fn unknown_campaigns(&self) -> Result<Vec<(String, u32, Timestamp)>, StoreError>;
    /// Calls `each` for the ballots of a campaign behind a position, in commit order, until it breaks off: up to a moment,
    /// each with the last review of by then.
    fn each_ballot(
        &self,
        campaign: &str,
        behind: i64,
        to: Position,
        each: &mut EachBallot<'_>,
    ) -> Result<(), StoreError>;
    /// What people decided about a ballot, oldest first.
    fn reviews(&self, campaign: &str, ballot: i64) -> Result<Vec<ReviewRow>, StoreError>;
    /// Appends a decision about a ballot that is there, and gives its position among those of the campaign.
    fn put_review(&self, campaign: &str, ballot: i64, review: &ReviewRow) -> Result<i64, StoreError>;
    /// The ballots of a campaign that were doubted when they came, the first first; not those that were erased since.
    fn doubted(&self, campaign: &str) -> Result<Vec<Stored>, StoreError>;
    /// Deletes the bytes of a ballot. Once that is committed they are nowhere in the file and its log.
    fn erase_ballot(&self, campaign: &str, ballot: i64) -> Result<(), StoreError>;
    /// How many of the ballots behind the one position, up to the other, were erased.
    fn erased(&self, campaign: &str, behind: i64, to: i64) -> Result<i64, StoreError>;
}
