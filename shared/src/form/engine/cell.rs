//! Cells: a place in one instance of its repeat, with its answer and what holds of it.

use serde::{Deserialize, Serialize};

use super::point::PointId;
use crate::form::tree::NodeId;

/// A place in one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::form) struct Cell {
    /// What it is to expressions: its element, of a range a text that marks where its instances stand; without an arena itself.
    pub node: NodeId,
    pub instance: u32,
    pub point: PointId,
    /// The answer as it was given or computed. It stays when the question becomes irrelevant.
    pub own: String,
    pub holds: Holds,
    /// Which of its rules wait to be computed.
    pub(super) waits: u8,
}

impl Cell {
    pub fn new(number: usize, instance: u32, point: PointId) -> Self {
        let (own, holds) = (String::new(), Holds::AT_FIRST);
        Self { node: NodeId::new(number), instance, point, own, holds, waits: 0 }
    }
}

/// What holds of a cell, by its own rules and by what is above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::form) struct Holds {
    pub own_relevant: bool,
    pub relevant: bool,
    pub own_readonly: bool,
    pub readonly: bool,
    pub required: bool,
    /// Whether the answer is one of its question's kind.
    pub typed: bool,
    /// Whether the constraint is met.
    pub fits: bool,
}

impl Holds {
    pub const AT_FIRST: Self = Self {
        own_relevant: true,
        relevant: true,
        own_readonly: false,
        readonly: false,
        required: false,
        typed: true,
        fits: true,
    };

    /// What is wrong with an answer of which this holds.
    pub fn defect(self, is_blank: bool) -> Option<Defect> {
        match self {
            Self { relevant: false, .. } => None,
            Self { required, .. } if is_blank => required.then_some(Defect::Required),
            Self { typed: false, .. } => Some(Defect::Type),
            Self { fits: false, .. } => Some(Defect::Constraint),
            _ => None,
        }
    }
}

/// What is wrong with one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Defect {
    /// It is required and absent.
    Required,
    /// It is not one of the question's type: letters for a number, an option that does not exist.
    Type,
    /// It breaks the question's constraint.
    Constraint,
}
