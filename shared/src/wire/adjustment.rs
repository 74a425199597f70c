//! Bonus and penalty points that appraisers give a unit.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::campaign::{Adjustment, AdjustmentKind};
use crate::points::Points;

/// `PUT /api/campaigns/{campaign}/units/{unit}/adjustments/{id}`: gives them, or takes some back; the same as often as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjusting {
    /// Added or taken off.
    pub kind: AdjustmentKind,
    /// How many, positive.
    pub points: Points,
    /// Why.
    pub reason: String,
    /// What proves it: a document by number and day. Who takes back needs none.
    #[serde(default)]
    pub evidence: String,
    /// The number of those that this takes back; their kind and points are named once more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes_back: Option<i64>,
}

/// Points that were given, or taken back. None is ever changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustmentRow {
    /// Its number in its campaign, in commit order.
    pub position: i64,
    /// As its author named it.
    pub id: Uuid,
    /// The unit.
    pub unit: String,
    /// What was said.
    pub said: Adjusting,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

impl AdjustmentRow {
    /// What it adds to the unit's total, as the sheet of a package says it.
    pub fn counted(&self) -> Adjustment {
        let Adjusting { kind, points, reason, .. } = self.said.clone();
        Adjustment { unit: self.unit.clone(), kind, points, reason }
    }
}
