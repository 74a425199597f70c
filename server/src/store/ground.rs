//! Repository: how far the ground of a campaign goes, and what came after a point in it.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use shared::wire::ReviewRow;

use super::{StoreError, Stored};

/// A point in the ground of a campaign: the last ballot and the last review before it, 0 where there is none. A review comes
/// after its ballot, so that both numbers together say as much as one order of all would.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Position {
    /// Of its last ballot.
    pub ballots: i64,
    /// Of its last review.
    pub reviews: i64,
}

impl Position {
    /// Beyond all that there is.
    pub const END: Self = Self { ballots: i64::MAX, reviews: i64::MAX };

    /// Whether it knows of something that the other does not.
    pub fn is_beyond(self, other: Self) -> bool {
        self.ballots > other.ballots || self.reviews > other.reviews
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.ballots, self.reviews)
    }
}

impl FromStr for Position {
    type Err = ParseIntError;
    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        let (ballots, reviews) = text.split_once('.').unwrap_or((text, ""));
        // Nothing is counted below zero.
        let number = |text: &str| if text.starts_with('-') { "-".parse() } else { text.parse() };
        Ok(Self { ballots: number(ballots)?, reviews: number(reviews)? })
    }
}

/// Something that was said or decided.
#[derive(Clone, Debug)]
pub enum Since {
    /// A ballot arrived.
    Ballot(Stored),
    /// A ballot was decided about.
    Review {
        /// The ballot.
        stored: Stored,
        /// What stood before: the decision that this one follows.
        before: Option<ReviewRow>,
        /// The decision.
        review: ReviewRow,
    },
}

impl Since {
    /// Whether what stands there may hold something of a ballot that was withdrawn since.
    pub fn erases_of(&self, stands: Position) -> bool {
        let stored = self.stored();
        matches!(self, Self::Review { .. }) && stored.is_erased() && stored.position <= stands.ballots
    }

    /// The ballot.
    pub fn stored(&self) -> &Stored {
        let (Self::Ballot(stored) | Self::Review { stored, .. }) = self;
        stored
    }
}

/// The ground of campaigns, as what is derived from it reads it.
pub trait Ground {
    /// The campaigns that ballots name, in the order of their ids, whether they are here or not.
    fn named_campaigns(&self) -> Result<Vec<String>, StoreError>;
    /// How far the ground of a campaign goes.
    fn position(&self, campaign: &str) -> Result<Position, StoreError>;
    /// Calls `each` for what came after that point: the ballots in commit order, then the reviews in theirs.
    fn ground_since(
        &self,
        campaign: &str,
        since: Position,
        each: &mut dyn FnMut(Since) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;
}
