//! Repository: invitations, by the digests of their codes. None is deleted before its campaign says so, and nothing says in which order they were made or used.

use serde::{Deserialize, Serialize};
use shared::day::Day;

use super::StoreError;
use crate::secret::TokenHash;

/// How far an invitation is. Each is kept as one letter, so that a row never changes its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Its code was made.
    #[serde(rename = "i")]
    Issued,
    /// Its person agreed, and answers.
    #[serde(rename = "b")]
    Begun,
    /// Its ballot was taken in.
    #[serde(rename = "a")]
    Answered,
    /// Its person wants no part in it.
    #[serde(rename = "r")]
    Refused,
    /// The office took it back.
    #[serde(rename = "w")]
    Withdrawn,
    /// Its person had refused when the office took it back.
    #[serde(rename = "d")]
    Declined,
}

impl Stage {
    /// Those that people are told of, in the order in which they read them.
    pub const ALL: [Self; 5] = [Self::Issued, Self::Begun, Self::Answered, Self::Refused, Self::Withdrawn];

    /// As which of them it counts: who refused did so whatever becomes of the code.
    pub fn told(self) -> Self {
        if self == Self::Declined { Self::Refused } else { self }
    }

    /// Whether the office took the code back.
    pub fn is_taken_back(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Declined)
    }
}

/// An invitation to answer once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The campaign.
    pub campaign: String,
    /// The form.
    pub form: String,
    /// Where the ballot is from.
    pub place: String,
    /// The last day on which it may be used.
    pub last_day: Day,
    /// How far it is.
    pub stage: Stage,
    /// What was answered so far, encrypted under the code; only of one that was begun.
    pub draft: Option<Vec<u8>>,
}

/// How many invitations of one form and place are at one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The form.
    pub form: String,
    /// The place.
    pub place: String,
    /// The stage.
    pub stage: Stage,
    /// How many.
    pub count: u32,
}

/// Invitations.
pub trait Invitations {
    /// The invitation whose code has this digest.
    fn invitation(&self, code: &TokenHash) -> Result<Option<Invitation>, StoreError>;
    /// Keeps it as it now is. Where its ballot was taken in, nothing that was written before tells of it once that is committed.
    fn put_invitation(&self, code: &TokenHash, invitation: &Invitation) -> Result<(), StoreError>;
    /// How many a campaign has that were not deleted.
    fn invitation_number(&self, campaign: &str) -> Result<u32, StoreError>;
    /// How many of a campaign are at which stage, by form and place, or were when they were deleted.
    fn invited(&self, campaign: &str) -> Result<Vec<Invited>, StoreError>;
    /// Deletes those of a campaign, with what was answered by them and never sent; gives how many. Their numbers stay. Once that is committed nothing of them is
    /// in the file and its log.
    fn forget_invitations(&self, campaign: &str) -> Result<u32, StoreError>;
}
