//! Repository: how many ballots of each quota an interviewer is to take.

use super::StoreError;

/// A part of a quota.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    /// The form.
    pub form: String,
    /// The place.
    pub place: String,
    /// Whose part.
    pub account: String,
    /// How many ballots.
    pub ballots: u32,
}

/// Parts of quotas.
pub trait Shares {
    /// All parts of a campaign, by form, place and account.
    fn shares(&self, campaign: &str) -> Result<Vec<Share>, StoreError>;
    /// Keeps a part in place of what it was. One of nothing says that who has it takes nothing.
    fn put_share(&self, campaign: &str, it: &Share) -> Result<(), StoreError>;
    /// Forgets a part, whatever it was.
    fn drop_share(&self, campaign: &str, it: &Share) -> Result<(), StoreError>;
}
