//! What is said of a leaf of a unit: entries of the unit, appraisals, questions and answers, as versions beside each other.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ballot::Digest;
use crate::day::Day;
use crate::points::Points;

/// One version of what was said. Nothing is replaced: a version names those that its author saw and takes the place of, and
/// what no other version takes the place of stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition<T> {
    /// Its number in its campaign, in commit order.
    pub position: i64,
    /// The versions that it takes the place of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<i64>,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
    /// What.
    pub said: T,
}

/// `PUT /api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/{entries, appraisals, questions, answers}/{id}`: the same as
/// often as it is sent, under an id that its author made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saying<T> {
    /// The versions that the author saw and takes the place of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<i64>,
    /// What.
    pub said: T,
}

/// What a unit says of a leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What the unit gives itself; absent as long as it has not, and where the points follow from what is declared.
    #[serde(rename = "self", default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
    /// What was done, for a leaf that is scored by a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Declared>,
    /// The unit's explanation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// So many were done, out of so many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Done.
    pub done: Points,
    /// Out of.
    pub out_of: Points,
}

/// A piece of evidence: a file that the unit gave, by its digest, or a document by its number and day. A file of assessments
/// has names alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The digest of a file of the unit; several leaves may name one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Digest>,
    /// The file's name, or what the document is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The document's number, such as `12/QĐ-UBND`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The document's day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The sections and pages that count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pages: String,
}

/// What an appraiser says of a leaf: points, or that the unit is excused. Neither: undecided again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appraisal {
    /// The first, or the one after questions and answers.
    pub round: Round,
    /// The entry that the appraiser saw; absent where the unit has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
    /// The points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
    /// The leaf does not concern the unit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub excused: bool,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Appraisal {
    /// Whether it decides, and does not take a decision back.
    pub fn is_decision(&self) -> bool {
        self.excused || self.points.is_some()
    }
}

/// Which appraisal. What the second says stands above the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Round {
    /// Of what the unit submitted.
    #[default]
    First,
    /// Of what it explained.
    Second,
}

/// What an appraiser asks the unit to explain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub text: String,
}

/// What the unit answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The position of the question.
    pub question: i64,
    /// The explanation.
    pub text: String,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// All that was said of a leaf of a unit, in commit order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafRecord {
    /// The unit.
    pub unit: String,
    /// The leaf's code.
    pub leaf: String,
    /// By the unit.
    pub entries: Vec<Edition<Entry>>,
    /// By appraisers.
    pub appraisals: Vec<Edition<Appraisal>>,
    /// By appraisers.
    pub questions: Vec<Edition<Question>>,
    /// By the unit.
    pub answers: Vec<Edition<Answer>>,
}

impl LeafRecord {
    /// The position of the last that was said; 0 where nothing was.
    pub fn last(&self) -> i64 {
        fn last<T>(versions: &[Edition<T>]) -> i64 {
            versions.last().map_or(0, |version| version.position)
        }
        let (entries, appraisals) = (last(&self.entries), last(&self.appraisals));
        entries.max(appraisals).max(last(&self.questions)).max(last(&self.answers))
    }

    /// Adds what was said of the same leaf later.
    pub fn append(&mut self, later: Self) {
        self.entries.extend(later.entries);
        self.appraisals.extend(later.appraisals);
        self.questions.extend(later.questions);
        self.answers.extend(later.answers);
    }
}
