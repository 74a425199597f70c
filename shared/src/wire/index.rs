//! The index of each unit type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `GET /api/campaigns/{id}/index`: a table for each unit type, and who is incomplete and why.
/// Who writes it may have units and sums written already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexView<Unit = UnitResult, Sums = BTreeMap<String, String>> {
    /// One for each unit type.
    pub tables: Vec<IndexTable<Unit, Sums>>,
    /// The revision of the ballots that it was computed from.
    pub revision: i64,
}

/// The index of one unit type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexTable<Unit = UnitResult, Sums = BTreeMap<String, String>> {
    /// The unit type's code.
    pub unit_type: String,
    /// Its units, in the order of the units sheet.
    pub units: Vec<Unit>,
    /// For each of the units the shown points of its domains and criteria, by code; what has no leaf with data is not there.
    /// They are added up exactly and rounded once, so shown leaves may add up to a little less or more.
    pub sums: Vec<Sums>,
}

/// The result of one unit, in the shape of expected.json.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitResult {
    /// The unit.
    pub unit: String,
    /// The plain sum of its survey leaves, as shown.
    pub survey: String,
    /// The plain sum of its appraised leaves, as shown.
    pub appraised: String,
    /// The total as shown; null while incomplete.
    pub total: Option<String>,
    /// The total as a fraction n/d in lowest terms.
    pub total_exact: Option<String>,
    /// 1 for the highest shown total; equal totals share one.
    pub rank: Option<u32>,
    /// The class's code.
    pub class: Option<String>,
    /// The codes of the leaves without data.
    pub missing: Vec<String>,
    /// The shown points of each leaf that has data, in the order of the criteria sheet.
    #[serde(with = "super::in_order")]
    pub leaves: Vec<(String, String)>,
}
