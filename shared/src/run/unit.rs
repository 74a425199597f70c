//! What a run gives of one unit.

use serde::{Deserialize, Serialize};

use super::past::Line;
use crate::campaign::Name;
use crate::wire::UnitResult;

/// A unit in a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunUnit {
    /// Its name.
    pub name: Name,
    /// Total, appraised, survey, rank, class, what is missing, and the points of each leaf: as in expected.json.
    pub result: UnitResult,
    /// Its domains and criteria that have a leaf with data: code and shown points, in the order of the criteria sheet.
    #[serde(with = "crate::wire::in_order")]
    pub sums: Vec<(String, String)>,
    /// The codes of the leaves that it was excused from.
    pub excused: Vec<String>,
    /// Its bonus and penalty points, each with its sign and reason.
    pub adjustments: Vec<Adjusted>,
    /// What it gave itself beside what the appraisers gave, leaf by leaf.
    pub self_scored: SelfScored,
    /// The survey behind its points, leaf by leaf.
    pub survey: Vec<SurveyLeaf>,
    /// Its leaves that lost points, the most first.
    pub lost: Vec<Lost>,
    /// How far the next class is; `None` in the highest one, without a total, and where there are no classes.
    pub next: Option<Next>,
    /// The earlier years of this unit, and of those that it was made of.
    pub past: Line,
    /// Last year's total and what has changed since; `None` where the unit's own line has none.
    pub last_year: Option<LastYear>,
    /// The interval of its survey points, over the leaves that have data.
    pub survey_interval: Interval,
    /// The interval of its total; `None` while incomplete.
    pub total_interval: Option<Interval>,
    /// The ranks that the answers allow, "3rd to 6th"; `None` without a rank.
    pub ranks: Option<Ranks>,
}

/// Points that were added or taken off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjusted {
    /// As shown, with its sign: `-0.50`.
    pub points: String,
    /// Why.
    pub reason: String,
}

/// What a unit gave itself, beside what stood in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfScored {
    /// What it gave itself on leaves that were appraised, as shown.
    pub claimed: String,
    /// What the appraisers gave on the leaves that it gave itself points on, as shown.
    pub appraised: String,
    /// Its self leaves of which either is known, in the order of the criteria sheet.
    pub leaves: Vec<SelfLeaf>,
}

/// A self leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfLeaf {
    /// Its code.
    pub code: String,
    /// What the unit gave itself, as shown.
    pub claimed: Option<String>,
    /// What the appraisers gave, as shown.
    pub appraised: Option<String>,
    /// What the appraisers said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

/// The survey of a unit on a leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyLeaf {
    /// The leaf's code.
    pub code: String,
    /// Its points as shown; `None` without data.
    pub points: Option<String>,
    /// The rate in percent, with two places.
    pub rate: Option<String>,
    /// The answers that count, over all questions that were left (a person may give several).
    pub answers: u64,
    /// How many ballots gave at least one answer to a question that feeds it, whether it counts or not. What is published of a
    /// leaf does not ask for this, but for those of whom an answer counts.
    pub respondents: u64,
    /// The same for each respondent group that has one, in the order of the groups sheet.
    pub groups: Vec<GroupLeaf>,
    /// The interval of the points; `None` without data.
    pub interval: Option<Interval>,
}

/// What one respondent group says of a unit on a leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupLeaf {
    /// The group.
    pub group: String,
    /// The mean percent over its questions that were left, with two places (of all its answers where the campaign pools
    /// them); `None` where none was left.
    pub rate: Option<String>,
    /// The answers that count, over its questions that were left.
    pub answers: u64,
    /// How many of its ballots gave at least one answer.
    pub respondents: u64,
    /// The questions, in the order of forms and questions.
    pub questions: Vec<QuestionLeaf>,
}

/// What one question says of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionLeaf {
    /// The form.
    pub form: String,
    /// The question.
    pub question: String,
    /// The answers that count, whether the question was left or not.
    pub answers: u64,
    /// The percent with two places; `None` where the question was left out.
    pub rate: Option<String>,
}

/// A leaf that lost points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Its code.
    pub code: String,
    /// How many, as shown.
    pub points: String,
}

/// How far the next class is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// The class.
    pub class: String,
    /// What the shown total lacks, exactly.
    pub lacks: String,
    /// The leaves that lost most: five, or as many more as the distance takes.
    pub leaves: Vec<String>,
    /// What these would bring, as shown: more than they lost where leaves are excused, as all others then weigh more.
    pub hold: String,
}

/// Last year beside this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastYear {
    /// The year.
    pub year: i32,
    /// Its total.
    pub total: String,
    /// This year's shown total less last year's, with its sign; `None` while incomplete.
    pub change: Option<String>,
}

/// Bounds between which 95 of 100 draws lie, as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower one.
    pub low: String,
    /// The upper one.
    pub high: String,
}

/// Ranks that a unit has in 95 of 100 draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranks {
    /// The best.
    pub best: u32,
    /// The worst.
    pub worst: u32,
}
