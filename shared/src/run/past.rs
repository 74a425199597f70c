//! The earlier years of units. Codes and names change hands: only the sheet `lineage` says that units of two years are the
//! same, or that one went into the other.

use serde::{Deserialize, Serialize};

use crate::campaign::{Extent, LineageKind};

/// The years of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its own earlier years, the oldest first; those under another name are in it.
    pub years: Vec<Year>,
    /// The units that it was made of, each with its own years: never an average of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Before>,
}

/// One earlier year of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// The total, as it was written or shown.
    pub total: String,
    /// `published`, `reconstructed`, `simulated`; `run` where it is of a run of last year's campaign.
    pub basis: String,
    /// The points of each domain by code, where they are known.
    #[serde(default, with = "crate::wire::in_order", skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<(String, String)>,
}

/// A unit that another was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The code that it had.
    pub code: String,
    /// The name that it had.
    pub name: String,
    /// The first year of the new unit.
    pub year: i32,
    /// What happened.
    pub kind: LineageKind,
    /// How much of it went into the new one.
    pub extent: Extent,
    /// Its years, the oldest first.
    pub years: Vec<Year>,
}
