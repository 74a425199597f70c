//! Repository: the log of acts. It is only added to.

use jiff::Timestamp;
use shared::wire::{Act, ActKind, Facts};

use super::StoreError;

/// An act to be written.
#[derive(Clone, Debug)]
pub struct NewAct {
    /// When.
    pub at: Timestamp,
    /// The account that did it; absent where it was a command.
    pub by: Option<String>,
    /// What.
    pub kind: ActKind,
    /// The campaign in which it counts, if it is one.
    pub campaign: Option<String>,
    /// To what it was done.
    pub subject: String,
    /// What was before.
    pub before: Facts,
    /// What is after.
    pub after: Facts,
}

/// Which acts to list; an absent field asks for all.
#[derive(Clone, Debug, Default)]
pub struct ActFilter {
    /// Only in this campaign.
    pub campaign: Option<String>,
    /// Only of this kind.
    pub kind: Option<ActKind>,
    /// Only by this account.
    pub by: Option<String>,
    /// Only to this subject.
    pub subject: Option<String>,
    /// Only with a smaller position.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: usize,
}

/// The log.
pub trait Acts {
    /// Adds an act.
    fn add_act(&self, act: &NewAct) -> Result<(), StoreError>;
    /// Acts, the newest first.
    fn acts(&self, filter: &ActFilter) -> Result<Vec<Act>, StoreError>;
}
