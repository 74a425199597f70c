//! Repository: what tells who somebody is, apart from the ballots. Nothing says when or in which order it came, nor from whom.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StoreError;

/// What tells who somebody is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The form.
    pub form: String,
    /// What was told, by question.
    pub told: BTreeMap<String, String>,
}

/// What tells who people are.
pub trait Personal {
    /// Keeps it, and says whether it was not here yet: what was deleted does not come back. Once that is committed nothing that was written before tells of it.
    fn put_personal(&self, campaign: &str, id: Uuid, it: &Told) -> Result<bool, StoreError>;
    /// How many there are of a campaign.
    fn personal_number(&self, campaign: &str) -> Result<u32, StoreError>;
    /// All of a campaign, by id.
    fn personal(&self, campaign: &str) -> Result<BTreeMap<Uuid, Told>, StoreError>;
    /// The one with an id.
    fn personal_with_id(&self, campaign: &str, id: Uuid) -> Result<Option<Told>, StoreError>;
    /// Deletes all of a campaign, or the one with an id, of which the id alone stays; gives how many. Once that is committed nothing else of
    /// it is in the file and its log.
    fn forget_personal(&self, campaign: &str, id: Option<Uuid>) -> Result<u32, StoreError>;
}
