//! Survey points and the answers behind them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `GET /api/campaigns/{id}/survey`: survey points of each unit and leaf, with the answers behind each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyView {
    /// One for each unit type, units in the order of the units sheet.
    pub tables: Vec<SurveyTable>,
    /// The revision of the ballots that it was computed from.
    pub revision: i64,
}

/// The survey points of one unit type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyTable {
    /// The unit type's code.
    pub unit_type: String,
    /// The survey leaves, in the order of the criteria sheet.
    pub leaves: Vec<String>,
    /// One row for each unit, a cell for each leaf.
    pub units: Vec<SurveyRow>,
}

/// The survey points of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyRow {
    /// The unit.
    pub unit: String,
    /// In the order of [`SurveyTable::leaves`].
    pub cells: Vec<SurveyCell>,
}

/// The survey points of one unit on one leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyCell {
    /// The points as shown; null without data.
    pub points: Option<String>,
    /// The rate in percent, shown with two places; null without data.
    pub rate: Option<String>,
    /// The answers that count in it, over all its questions.
    pub answers: u64,
    /// What the number is made of, question by question.
    pub questions: Vec<QuestionShare>,
}

/// What one question gives to a leaf for one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionShare {
    /// The form.
    pub form: String,
    /// The question's name.
    pub question: String,
    /// The respondent group.
    pub group: String,
    /// How often each option was chosen, by the option's name.
    pub options: BTreeMap<String, u64>,
    /// The answers that count.
    pub answers: u64,
    /// The percent as shown with two places; null where the question is left out.
    pub rate: Option<String>,
}
