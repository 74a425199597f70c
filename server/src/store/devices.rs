//! Repository: tablets, the links by which they are enrolled, and what each last told of itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::day::Day;
use shared::wire::Held;
use uuid::Uuid;

use super::{Session, StoreError};
use crate::secret::TokenHash;

/// A link by which a person enrols one tablet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The campaign for which it was made.
    pub campaign: String,
    /// Who is signed in by it.
    pub account: String,
    /// The last day on which it may be used.
    pub last_day: Day,
    /// When that ends.
    pub expires: Timestamp,
    /// Who made it.
    pub by: String,
    /// When.
    pub made: Timestamp,
    /// When a tablet was enrolled by it.
    pub used: Option<Timestamp>,
    /// When it was taken back.
    pub revoked: Option<Timestamp>,
}

/// What a tablet told of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// The session with which it calls.
    pub session: TokenHash,
    /// The name of its store, which it made itself.
    pub id: Uuid,
    /// The version of its app.
    pub app: String,
    /// Whether its browser promised to keep what is stored.
    pub persisted: bool,
    /// Server clock minus its clock.
    pub clock_ms: Option<i64>,
    /// Finished ballots without a receipt.
    pub unsent: u32,
    /// Interviews that are not finished.
    pub drafts: u32,
    /// The same of each campaign; none where it told sums alone.
    pub held: Option<Vec<Held>>,
    /// When it told so.
    pub at: Timestamp,
}

impl DeviceRow {
    /// Unsent ballots and drafts of a campaign; all that it holds where it told sums alone.
    pub fn held_of(&self, campaign: &str) -> (u32, u32) {
        let Some(held) = &self.held else { return (self.unsent, self.drafts) };
        held.iter().find(|it| it.campaign == campaign).map_or((0, 0), |it| (it.unsent, it.drafts))
    }
}

/// Tablets.
pub trait Devices {
    /// The link whose code has this digest.
    fn enrolment(&self, code: &TokenHash) -> Result<Option<Enrolment>, StoreError>;
    /// Keeps a link as it now is.
    fn put_enrolment(&self, code: &TokenHash, it: &Enrolment) -> Result<(), StoreError>;
    /// Takes back the links of an account that nobody used yet.
    fn revoke_enrolments(&self, account: &str, at: Timestamp) -> Result<(), StoreError>;
    /// The links of a campaign.
    fn enrolments(&self, campaign: &str) -> Result<Vec<(TokenHash, Enrolment)>, StoreError>;
    /// Keeps what a tablet tells. What it told with earlier sessions of the same person goes.
    fn put_device(&self, it: &DeviceRow) -> Result<(), StoreError>;
    /// Whether something was told with this session.
    fn is_device(&self, session: &TokenHash) -> Result<bool, StoreError>;
    /// Server clock minus that of the tablet that calls with this session, as it last told.
    fn clock_off(&self, session: &TokenHash) -> Result<Option<i64>, StoreError>;
    /// Whether a tablet calls with this session that did not fetch this import of a campaign.
    fn lacks(&self, session: &TokenHash, campaign: &str, generation: i64) -> Result<bool, StoreError>;
    /// All tablets with the sessions with which they call, the last heard first.
    fn devices(&self) -> Result<Vec<(DeviceRow, Session)>, StoreError>;
    /// Keeps which import of a campaign a tablet fetched.
    fn put_fetched(
        &self,
        session: &TokenHash,
        campaign: &str,
        generation: i64,
        at: Timestamp,
    ) -> Result<(), StoreError>;
    /// Which import of a campaign each session fetched last.
    fn fetched(&self, campaign: &str) -> Result<BTreeMap<TokenHash, i64>, StoreError>;
}
