//! What appraisers work through: by leaf, by unit, and who appraises which domain.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Round, Stage};
use crate::points::Points;
use crate::problem::Problem;

/// `GET /api/campaigns/{campaign}/worklist?unit=&unit_type=&leaf=&mine=`: leaves of units, in the order of both sheets. With a unit its
/// leaves; with a leaf that leaf over all units of its type; `mine=true` leaves out what is another appraiser's domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkQuery {
    /// Of this unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Of units of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_type: Option<String>,
    /// This leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaf: Option<String>,
    /// Only of the domains that the caller appraises, and never of the caller's own unit.
    #[serde(default)]
    pub mine: bool,
}

/// A leaf of a unit, as a line of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkRow {
    /// The unit.
    pub unit: String,
    /// The leaf's code.
    pub leaf: String,
    /// Where the unit stands.
    pub stage: Stage,
    /// The entry that stands: what an appraisal names. Absent where there is none, or where two stand beside each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
    /// What the unit gives itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Points>,
    /// What was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Points>,
    /// The unit is excused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub excused: bool,
    /// Two entries or two appraisals stand beside each other, and a person must choose.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
    /// The account of who decided, where somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What they are called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// Questions without an answer.
    #[serde(default)]
    pub unanswered: usize,
    /// Pieces of evidence.
    #[serde(default)]
    pub evidence: usize,
    /// What people should look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Problem>,
    /// What was given last year, where the leaf was the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<LastYear>,
}

/// Points of the same leaf in last year's campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastYear {
    /// What was given.
    pub points: Points,
    /// Its maximum then.
    pub maximum: Points,
}

/// `GET /api/campaigns/{campaign}/leaves`: each leaf over all units of its type, in the order of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafWork {
    /// The unit type whose framework this is.
    pub unit_type: String,
    /// The leaf's code.
    pub leaf: String,
    /// Its domain's code.
    pub domain: String,
    /// How many units have it.
    pub units: usize,
    /// How many of them are with the appraisers.
    pub ready: usize,
    /// How many of them are decided.
    pub decided: usize,
    /// How many of them have flags.
    pub flagged: usize,
    /// The accounts of who appraises its domain.
    pub who: Vec<String>,
    /// What those are called, in the same order.
    #[serde(default)]
    pub who_names: Vec<String>,
}

/// `POST /api/campaigns/{campaign}/duties`: gives a domain to an appraiser, or takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyChange {
    /// The appraiser's account.
    pub account: String,
    /// The unit type whose domain it is.
    pub unit_type: String,
    /// The domain's code.
    pub domain: String,
    /// Given, or taken.
    pub given: bool,
}

/// Who appraises which domain: a row that was written; the last one of the same account and domain stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Its number in its campaign, in commit order.
    pub position: i64,
    /// What was changed.
    #[serde(flatten)]
    pub change: DutyChange,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

/// `POST /api/campaigns/{campaign}/acceptances`: gives many leaves the points that stand. Each is judged and answered by itself; one with a
/// flag is looked at by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepting {
    /// Which appraisal.
    #[serde(default)]
    pub round: Round,
    /// The leaves, at most [`MOST_ACCEPTED`].
    pub leaves: Vec<Accepted>,
}

/// The most leaves of one request.
pub const MOST_ACCEPTED: usize = 500;

/// A leaf that is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The id of the appraisal, which its author made.
    pub id: Uuid,
    /// The unit.
    pub unit: String,
    /// The leaf's code.
    pub leaf: String,
    /// The entry that the appraiser saw.
    pub entry: i64,
}

/// What became of a leaf, in the order in which they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The unit.
    pub unit: String,
    /// The leaf's code.
    pub leaf: String,
    /// Why not; absent where it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Problem>,
}
