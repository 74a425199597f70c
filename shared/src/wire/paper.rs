//! Ballots on paper: batches that are handed out and come back, and what clerks key in of them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::day::Day;
use crate::form::{FormDefinition, Surroundings};

/// `POST /api/campaigns/{campaign}/paper`: papers are handed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPaperBatch {
    /// The form, in the version of now.
    pub form: String,
    /// Where: a place's code, a unit's code, or `province`.
    pub place: String,
    /// How many; they are numbered from 1.
    pub issued: u32,
    /// How many of a hundred are keyed twice.
    #[serde(default)]
    pub twice: u32,
}

/// `POST /api/campaigns/{campaign}/paper/{batch}/returns`: papers came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperReturn {
    /// How many.
    pub returned: u32,
    /// How many of them look spoiled. It is held against what clerks find, and keeps no paper from being keyed.
    #[serde(default)]
    pub spoiled: u32,
    /// On which day: it is the day of the ballots, as nobody knows a better one.
    pub day: Day,
}

/// What came back of a batch, and who noted it when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperBack {
    /// How many.
    pub returned: u32,
    /// How many of them look spoiled.
    pub spoiled: u32,
    /// On which day.
    pub day: Day,
    /// Who noted it.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

/// `POST /api/campaigns/{campaign}/paper/{batch}/cancellation`: the batch was handed out by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperCancel {
    /// Why.
    pub reason: String,
}

/// That something was a mistake and counts no more: why, who said so and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

/// A batch, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperBatch {
    /// Its number in its campaign, from 1.
    pub position: i64,
    /// What was handed out.
    pub what: NewPaperBatch,
    /// The form's version.
    pub version: String,
    /// Who answers the form, in the campaign's language.
    pub group: String,
    /// Where it is handed out, likewise.
    pub place_name: String,
    /// Who handed it out.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
    /// What came back, once it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<PaperBack>,
    /// That it counts no more, where it was handed out by mistake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<TakenBack>,
    /// Papers of which a ballot was sealed.
    pub sealed: u32,
    /// Papers on which nothing can be read.
    pub spoiled: u32,
    /// Papers that were keyed and wait for a second entry.
    pub waiting: u32,
    /// Papers of which two entries differ.
    pub differing: u32,
    /// Papers whose ballot bears another day of return than the one that is noted now.
    #[serde(default, skip_serializing_if = "super::campaign::is_nought")]
    pub other_day: u32,
}

/// `GET /api/campaigns/{campaign}/paper/{batch}`: what a clerk keys of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperWork {
    /// The batch.
    pub batch: PaperBatch,
    /// The form in the batch's version, and what is around it where the batch was handed out: what tells which field is asked.
    pub form: FormDefinition,
    /// The units that are judged there.
    pub surroundings: Surroundings,
    /// What is keyed of each paper, in this order.
    pub fields: Vec<PaperField>,
    /// The numbers of the papers that this clerk may key; none that nobody keyed yet once as many were keyed as came back.
    pub open: Vec<u32>,
    /// The numbers of the papers of which two others' entries differ.
    pub differing: Vec<u32>,
    /// The paper that this clerk keyed last, where that can still be corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<u32>,
}

/// A place on a paper where something is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperField {
    /// Its path.
    pub path: String,
    /// The number of the question on the paper.
    pub number: usize,
    /// The question, in the campaign's language.
    pub label: String,
    /// The unit that is judged; empty outside of repeats.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What is typed.
    pub kind: FieldKind,
    /// The options; the digit of each is its place, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FieldOption>,
    /// It is to be filled in only where each of these was answered so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<FieldCondition>,
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// The digit of one option.
    One,
    /// The digits of options.
    Several,
    /// A number.
    Number,
    /// A day.
    Day,
    /// Words.
    Text,
}

/// An option of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldOption {
    /// What is sent.
    pub code: String,
    /// What is read.
    pub label: String,
}

/// Where an answer has one of these options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldCondition {
    /// The path of the answer.
    pub path: String,
    /// The options, by code.
    pub codes: Vec<String>,
}

/// `PUT /api/campaigns/{campaign}/paper/{batch}/{paper}/entries/{id}` and `…/decisions/{id}`: what a clerk reads on a paper, and what a
/// third person says of two entries that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperEntry {
    /// What is answered, field by field.
    #[serde(default)]
    pub answers: Vec<PaperAnswer>,
    /// The paths of fields in which something stands that nobody can read: they have no answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<String>,
    /// Why nothing can be read on the paper; empty where something can.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub spoiled: String,
    /// The paper says so, whatever speaks against it: its ballot waits for a person to decide.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_it_is: bool,
}

/// An answer on paper.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperAnswer {
    /// The path of its field.
    pub path: String,
    /// The answer as XForms text: codes of several options with blanks between, a day as ISO has it, the decimal sign a point.
    pub answer: String,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperKept {
    /// The paper.
    pub paper: u32,
    /// Under which id.
    pub id: Uuid,
    /// Whether nothing of the paper can be corrected any more: its ballot is sealed, or it is told to be spoiled.
    pub done: bool,
}

/// `GET /api/campaigns/{campaign}/paper/{batch}/{paper}/difference`: two entries that differ, beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperDifference {
    /// The one and the other.
    pub entries: Vec<PaperEntry>,
    /// The paths of the fields in which they differ.
    pub paths: Vec<String>,
}
