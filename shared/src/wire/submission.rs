//! A unit's self-assessment on its way to the appraisers: staff prepare it, the head approves it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AdjustmentRow, Edition, LeafRecord};
use crate::ballot::Digest;
use crate::campaign::Criterion;
use crate::points::Points;
use crate::problem::Problem;

/// A step of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Staff gave it to the head; entries rest.
    Prepared,
    /// It is open to entries again.
    Returned,
    /// The head approved it: it is submitted, and frozen.
    Approved,
}

/// `POST /api/campaigns/{campaign}/units/{unit}/submissions`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitting {
    /// Which step.
    pub step: Step,
    /// The position of the unit's last entry that the person saw; 0 where there is none.
    pub entries: i64,
    /// Why; only a return of what somebody else prepared or what is submitted needs it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The signed scan, a file that the unit gave; only where it is submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Digest>,
}

/// A step that was taken. The last one stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionRow {
    /// Its number in its campaign, in commit order.
    pub position: i64,
    /// The unit.
    pub unit: String,
    /// Which step.
    pub step: Step,
    /// The position of the unit's last entry by then.
    pub entries: i64,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// With its staff.
    Scoring,
    /// With its head.
    Prepared,
    /// With the appraisers.
    Submitted,
    /// It was not submitted in time.
    Lapsed,
}

impl Stage {
    /// All of them, on the way of a unit.
    pub const ALL: [Self; 4] = [Self::Scoring, Self::Prepared, Self::Submitted, Self::Lapsed];

    /// As rows name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Scoring => "scoring",
            Self::Prepared => "prepared",
            Self::Submitted => "submitted",
            Self::Lapsed => "lapsed",
        }
    }
}

/// `GET /api/campaigns/{campaign}/units/{unit}/assessment`: all that was said of a unit. A unit's people see what appraisers
/// say from the phase of explanation on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRecord {
    /// The unit.
    pub unit: String,
    /// Where it stands.
    pub stage: Stage,
    /// The framework of its type, in the order of the sheet.
    pub criteria: Vec<Criterion>,
    /// What was said of its leaves; of a leaf of which nothing was said there is none.
    pub leaves: Vec<LeafRecord>,
    /// The steps of its submission.
    pub submissions: Vec<SubmissionRow>,
    /// The position of its last entry; 0 where there is none.
    pub entries: i64,
    /// What the unit gives itself so far.
    pub total: Points,
    /// The leaves that keep it from being submitted: without points, or with two versions of which a person must choose.
    pub missing: Vec<String>,
    /// Whether the head attaches a signed scan to what is submitted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed_scan: bool,
    /// The signed scan of what was submitted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Digest>,
    /// What people should look at, by the code of the leaf; a unit's people are not told which other units gave the same file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub flags: BTreeMap<String, Vec<Problem>>,
    /// Bonus and penalty points that appraisers gave it or took back, in commit order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<AdjustmentRow>,
    /// The newest version of the results that is published; absent before publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<i64>,
    /// What the people are called who said or did any of it, by their accounts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
}

impl UnitRecord {
    /// Takes in all that was said of a leaf by now, where that is more than is here.
    pub fn take_in(&mut self, record: LeafRecord) {
        let entries = record.entries.iter().map(|it| it.position).max().unwrap_or_default();
        self.entries = self.entries.max(entries);
        match self.leaves.iter_mut().find(|known| known.leaf == record.leaf) {
            Some(known) if known.last() > record.last() => {}
            Some(known) => *known = record,
            None => self.leaves.push(record),
        }
    }

    /// The accounts of all who said or did any of it, each once.
    pub fn people(&self) -> BTreeSet<&str> {
        fn by<T>(versions: &[Edition<T>]) -> impl Iterator<Item = &str> {
            versions.iter().map(|version| version.by.as_str())
        }
        let steps = self.submissions.iter().map(|row| row.by.as_str());
        let given = self.adjustments.iter().map(|row| row.by.as_str());
        let said = self.leaves.iter().flat_map(|leaf| {
            by(&leaf.entries).chain(by(&leaf.appraisals)).chain(by(&leaf.questions)).chain(by(&leaf.answers))
        });
        said.chain(steps).chain(given).collect()
    }

    /// What the person of an account is called.
    pub fn name_of<'a>(&'a self, username: &'a str) -> &'a str {
        self.names.get(username).map_or(username, String::as_str)
    }

    /// The position of the last that was said of any leaf; 0 where nothing was.
    pub fn last(&self) -> i64 {
        self.leaves.iter().map(LeafRecord::last).max().unwrap_or_default()
    }
}

/// `GET /api/campaigns/{campaign}/assessments`: each unit, for the office and the appraisers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitProgress {
    /// The unit.
    pub unit: String,
    /// Where it stands.
    pub stage: Stage,
    /// Its leaves that are not of the survey.
    pub leaves: usize,
    /// Those of them that the unit has scored.
    pub scored: usize,
    /// Those that are appraised or excused.
    pub appraised: usize,
    /// Questions without an answer.
    pub unanswered: usize,
    /// Flags of its leaves.
    pub flags: usize,
    /// Its leaves that have one.
    #[serde(default)]
    pub flagged: usize,
}
