//! The phases of a campaign's year, and for whom one lasts longer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::day::Day;

/// A phase of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Units score themselves.
    SelfScoring,
    /// Appraisers give points, and ask.
    Appraisal,
    /// Units see what they were given, and answer.
    Explanation,
    /// Appraisers decide upon the answers.
    SecondAppraisal,
    /// The result is published.
    Publication,
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Self; 5] =
        [Self::SelfScoring, Self::Appraisal, Self::Explanation, Self::SecondAppraisal, Self::Publication];

    /// Its name on the wire.
    pub fn code(self) -> &'static str {
        &self.text_key()["phase.".len()..]
    }

    /// The key of its text.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::SelfScoring => "phase.self_scoring",
            Self::Appraisal => "phase.appraisal",
            Self::Explanation => "phase.explanation",
            Self::SecondAppraisal => "phase.second_appraisal",
            Self::Publication => "phase.publication",
        }
    }
}

/// `POST /api/campaigns/{campaign}/phases`: opens or closes a phase, at once or by date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseChange {
    /// Which.
    pub phase: Phase,
    /// Open it, or close it at once.
    pub open: bool,
    /// The first day, in the campaign's time zone; absent: it opens at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Day>,
    /// The last day; absent: until somebody closes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Day>,
    /// Why.
    pub reason: String,
}

/// From when to when a phase is open. The last that was said of a phase stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseRow {
    /// Its number in its campaign, in commit order.
    pub position: i64,
    /// Which.
    pub phase: Phase,
    /// From then on.
    #[serde(deserialize_with = "crate::moment::read")]
    pub opens: Timestamp,
    /// Until just before then; absent: until somebody closes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "crate::moment::read_option")]
    pub closes: Option<Timestamp>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

/// `POST /api/campaigns/{campaign}/extensions`: a phase lasts longer for one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Which unit.
    pub unit: String,
    /// Which phase.
    pub phase: Phase,
    /// The last day, in the campaign's time zone.
    pub until: Day,
    /// Why.
    pub reason: String,
}

/// An extension that was given. The last that was given to a unit in a phase stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionRow {
    /// Its number in its campaign, in commit order.
    pub position: i64,
    /// Which unit.
    pub unit: String,
    /// Which phase.
    pub phase: Phase,
    /// Until just before then.
    #[serde(deserialize_with = "crate::moment::read")]
    pub until: Timestamp,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

/// `GET /api/campaigns/{campaign}/phases`: all that was said of the phases, in commit order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// From when to when.
    pub phases: Vec<PhaseRow>,
    /// For whom longer; for a unit's people, their own.
    pub extensions: Vec<ExtensionRow>,
    /// What the people are called who said it, by their accounts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// The campaign's time zone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timezone: String,
}

impl Calendar {
    /// The accounts of who said it.
    pub fn people(&self) -> BTreeSet<&str> {
        let phases = self.phases.iter().map(|row| &*row.by);
        phases.chain(self.extensions.iter().map(|row| &*row.by)).collect()
    }

    /// What the person of an account is called.
    pub fn name_of<'a>(&'a self, username: &'a str) -> &'a str {
        self.names.get(username).map_or(username, String::as_str)
    }
}
