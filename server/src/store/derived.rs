//! Repository: what is computed from the ground state and can be dropped at any time.

use jiff::Timestamp;
use shared::index::Named;
use shared::wire::Status;
use uuid::Uuid;

use super::{Position, StoreError};

/// Where a ballot stands and where it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its campaign.
    pub campaign: String,
    /// The ballot's position.
    pub ballot: i64,
    /// Its state now.
    pub status: Status,
    /// Its form.
    pub form: String,
    /// Its place.
    pub place: String,
    /// Who asked; empty where the respondent answered alone.
    pub interviewer: String,
}

/// A number of ballots that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Their form.
    pub form: String,
    /// Their place.
    pub place: String,
    /// Who asked; empty where the respondent answered alone.
    pub interviewer: String,
    /// Their state.
    pub status: Status,
    /// How many.
    pub ballots: u32,
}

/// Derived state.
pub trait Derived {
    /// Up to where in the ground of a campaign everything here stands.
    fn stands(&self, campaign: &str) -> Result<Position, StoreError>;
    /// Notes that it stands a step or more further. An error where it does not stand at `from`: what is between was left out.
    fn stand(&self, campaign: &str, from: Position, to: Position) -> Result<(), StoreError>;
    /// The campaigns of which something stands here.
    fn derived_campaigns(&self) -> Result<Vec<String>, StoreError>;
    /// The standing of a ballot.
    fn standing(&self, campaign: &str, ballot: i64) -> Result<Option<Standing>, StoreError>;
    /// Sets the standing of a ballot.
    fn put_standing(&self, standing: &Standing) -> Result<(), StoreError>;
    /// Lets a ballot stand nowhere any more.
    fn drop_standing(&self, campaign: &str, ballot: i64) -> Result<(), StoreError>;
    /// Notes that a ballot was made in the place of the one with this id.
    fn put_done_again(&self, campaign: &str, replaced: Uuid, ballot: i64) -> Result<(), StoreError>;
    /// The ballots that were made in the place of the one with this id, the first first.
    fn done_again(&self, campaign: &str, replaced: Uuid) -> Result<Vec<i64>, StoreError>;
    /// Counts one ballot more.
    fn count(&self, standing: &Standing) -> Result<(), StoreError>;
    /// Counts one ballot less.
    fn uncount(&self, standing: &Standing) -> Result<(), StoreError>;
    /// The counters of a campaign.
    fn counted(&self, campaign: &str) -> Result<Vec<Counted>, StoreError>;
    /// The campaigns of which tallies are kept.
    fn kept_campaigns(&self) -> Result<Vec<String>, StoreError>;
    /// The tallies that are kept of a campaign, and up to where in its ground they stand.
    fn kept_tallies(&self, campaign: &str) -> Result<Option<(Position, Named)>, StoreError>;
    /// Up to where those stand, without a look at what they count.
    fn kept_tallies_stand(&self, campaign: &str) -> Result<Option<Position>, StoreError>;
    /// Keeps the tallies of a campaign in place of those that were kept.
    fn keep_tallies(&self, campaign: &str, stands: Position, tallies: &Named) -> Result<(), StoreError>;
    /// Drops the tallies that are kept of a campaign.
    fn drop_tallies(&self, campaign: &str) -> Result<(), StoreError>;
    /// Lets something be told once this work is committed, in the order of the commits; nothing where it is undone.
    fn after_commit(&self, tell: Box<dyn FnOnce() + Send>);
    /// Notes that a ballot of this account arrived.
    fn note_sent(&self, campaign: &str, username: &str, at: Timestamp) -> Result<(), StoreError>;
    /// When a ballot of each account last arrived.
    fn last_sent(&self, campaign: &str) -> Result<Vec<(String, Timestamp)>, StoreError>;
    /// The campaign's revision; 0 before the first change.
    fn revision(&self, campaign: &str) -> Result<i64, StoreError>;
    /// Grows the campaign's revision, by one for all that is committed together; who listens is told after the commit.
    fn grow_revision(&self, campaign: &str) -> Result<(), StoreError>;
    /// Drops everything derived of all campaigns but their revisions.
    fn drop_derived(&self) -> Result<(), StoreError>;
}
