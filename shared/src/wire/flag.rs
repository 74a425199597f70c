//! Ballots with flags, and deciding about many at once.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Decision, Status};
use crate::flags::{Flag, Rule};
use crate::problem::Problem;

/// `GET /api/campaigns/{id}/flags?rule=&form=&interviewer=&place=&all=&after=`: ballots with flags, the newest first, 50 a page.
/// Without `all` those that nobody has decided about; of the rule `quarantine` those in quarantine, whatever the flags. A place stands for all that lies below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagPage {
    /// The ballots.
    pub ballots: Vec<FlaggedBallot>,
    /// Pass it as `after` for the next page.
    pub next: Option<String>,
    /// How many ballots each rule flags in the whole campaign, and how many of these wait for somebody to decide.
    pub counts: Vec<RuleCount>,
}

/// A ballot with flags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlaggedBallot {
    /// Its number in the campaign.
    pub key: i64,
    /// Its form.
    pub form: String,
    /// Its place.
    pub place: String,
    /// Who asked; empty where the respondent answered alone.
    pub interviewer: String,
    /// When it was finished, by the server's clock.
    #[serde(deserialize_with = "crate::moment::read")]
    pub finished: Timestamp,
    /// Its state.
    pub status: Status,
    /// How many decisions were taken about it.
    pub decisions: usize,
    /// Why it is in quarantine, where it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Problem>,
    /// Why it should be looked at.
    pub flags: Vec<Flag>,
}

/// How many ballots a rule flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCount {
    /// The rule.
    pub rule: Rule,
    /// All.
    pub ballots: u32,
    /// Those that nobody has decided about.
    pub waiting: u32,
}

/// `POST /api/campaigns/{id}/reviews`: the same decision about many ballots, each an act of its own. All of them, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManyReviews {
    /// The ballots.
    pub ballots: Vec<Chosen>,
    /// What the person decides.
    pub decision: Decision,
    /// Why; may not be blank.
    pub reason: String,
}

/// A ballot that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Its number.
    pub key: i64,
    /// How many decisions about it the person has read, as for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<usize>,
}
