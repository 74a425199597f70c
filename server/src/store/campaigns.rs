//! Repository: campaigns, the versions of their forms, and their closings.

use std::collections::BTreeSet;

use jiff::Timestamp;
use shared::campaign::Campaign;

use super::StoreError;

/// What is asked of a campaign at every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// Grows with each import: tells whether a copy in memory is still the stored one.
    pub generation: i64,
    /// When it was closed, if it is.
    pub closed: Option<Timestamp>,
}

/// A campaign that is closed, or opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClosing {
    /// Closed, or opened again.
    pub closed: bool,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Campaigns.
pub trait Campaigns {
    /// All campaigns, in the order of their ids.
    fn heads(&self) -> Result<Vec<Head>, StoreError>;
    /// One campaign's head.
    fn head(&self, id: &str) -> Result<Option<Head>, StoreError>;
    /// The ids of those that are for practice.
    fn practices(&self) -> Result<BTreeSet<String>, StoreError>;
    /// The whole campaign: current definitions in the order of its forms, then all earlier versions.
    fn campaign(&self, id: &str) -> Result<Option<Campaign>, StoreError>;
    /// Stores the campaign as its next generation. Definitions that are already there stay as they are.
    fn put_campaign(&self, campaign: &Campaign) -> Result<(), StoreError>;
    /// Appends a closing.
    fn put_closing(&self, campaign: &str, closing: &NewClosing) -> Result<(), StoreError>;
}
