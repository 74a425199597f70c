//! Rules: what is computed at a place, from which expression.

use super::point::PointId;
use crate::form::xpath::Bound;

/// What a rule computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Relevant,
    /// Whether the unit of an instance is among those that a question chooses.
    Chosen,
    Readonly,
    Required,
    Constraint,
    Calculate,
    /// How many instances a repeat has.
    Count,
    /// Which choices there are.
    Items,
}

impl What {
    /// Whether other expressions see what it computes.
    pub fn is_seen(self) -> bool {
        matches!(self, Self::Relevant | Self::Chosen | Self::Calculate | Self::Count | Self::Items)
    }
}

/// A rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub what: What,
    pub point: PointId,
    /// Where its cell is: which home, which of the cells there.
    pub home: PointId,
    pub local: u32,
    pub bound: Bound,
}
