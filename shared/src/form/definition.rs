//! The compiled form: what tablets get instead of a workbook. Its JSON is stable; old versions must open for ever.

mod row;
mod walk;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ballot::Digest;
use crate::points::{NotANumber, Points};
use row::{KindRow, NodeRow, ScopeRow};

pub use walk::flat;

/// A text in the form's languages: language code (`vi`, `en`) to text. A form without languages uses the code `""`.
pub type Text = BTreeMap<String, String>;

/// One version of a questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDefinition {
    /// XLSForm `form_id`.
    pub id: String,
    /// XLSForm `version`.
    pub version: String,
    /// XLSForm `form_title`.
    pub title: String,
    /// The languages in their order, the default one first.
    pub languages: Vec<Language>,
    /// Choice lists by `list_name`.
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// The rows of the survey sheet, as a tree.
    pub nodes: Vec<Node>,
    /// The digest of the cells that it was compiled from: what this version is, whatever a later compiler makes of them.
    /// Definitions from before this was noted have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Digest>,
}

/// A language of a form: `label::Tiếng Việt (vi)` is code `vi`, name `Tiếng Việt`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// The code in the brackets.
    pub code: String,
    /// The name before them.
    pub name: String,
}

/// A row of the choices sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The value that is stored.
    pub name: String,
    /// What is shown.
    pub label: Text,
    /// The share of the leaf's maximum that the option is worth, in percent; absent means no opinion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
}

/// A share in percent, as it is written exactly: a tablet passes it on as it came, and who counts makes points of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Percent(String);

impl Percent {
    /// As points.
    pub fn points(&self) -> Points {
        Points::parse(&self.0).expect("it was points, or was read as such")
    }
}

impl From<&Points> for Percent {
    fn from(points: &Points) -> Self {
        Self(points.to_string())
    }
}

impl TryFrom<String> for Percent {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, NotANumber> {
        if cfg!(not(all(target_arch = "wasm32", feature = "unscored"))) {
            Points::parse(&text)?;
        }
        Ok(Self(text))
    }
}

/// A node of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "node", rename_all = "snake_case", try_from = "NodeRow")]
pub enum Node {
    /// A question, note, calculation or metadata field.
    Question(Question),
    /// `begin_group` … `end_group`.
    Group(Group),
    /// `begin_repeat` … `end_repeat` with a `target`: one instance for each unit judged.
    Repeat(Repeat),
}

/// A question, note, calculation or metadata field. Expressions are XPath with `${name}` still in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Question {
    /// XLSForm `name`.
    pub name: String,
    /// XLSForm `type`.
    pub kind: Kind,
    /// The question.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub label: Text,
    /// The hint below it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hint: Text,
    /// XLSForm `required`: an expression, `yes` compiled to `true()`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    /// XLSForm `required_message`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub required_message: Text,
    /// XLSForm `relevant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// XLSForm `constraint`; `.` is the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// XLSForm `constraint_message`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub constraint_message: Text,
    /// XLSForm `calculation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calculation: Option<String>,
    /// XLSForm `appearance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appearance: Option<String>,
    /// The codes of the leaves that the question feeds, for the unit type judged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Whether the answer tells who somebody is, and so is no part of a ballot.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
}

/// XLSForm question types that are understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "list", rename_all = "snake_case", try_from = "KindRow")]
pub enum Kind {
    /// `text`
    #[default]
    Text,
    /// `integer`
    Integer,
    /// `decimal`
    Decimal,
    /// `date`
    Date,
    /// `select_one LIST`
    SelectOne(String),
    /// `select_multiple LIST`
    SelectMultiple(String),
    /// `note`
    Note,
    /// `calculate`
    Calculate,
    /// `start`: when the interview began.
    Start,
    /// `end`: when it was finished.
    End,
    /// `today`: the day it began.
    Today,
    /// `deviceid`
    DeviceId,
    /// `username`
    Username,
}

impl Kind {
    /// Whether the device fills it in, about the interview and not about the respondent.
    pub fn is_metadata(&self) -> bool {
        matches!(self, Self::Start | Self::End | Self::Today | Self::DeviceId | Self::Username)
    }
}

/// `begin_group` … `end_group`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    /// XLSForm `name`.
    pub name: String,
    /// Its heading.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub label: Text,
    /// XLSForm `relevant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// XLSForm `appearance`, such as `field-list`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appearance: Option<String>,
    /// What is in it.
    pub nodes: Vec<Node>,
}

/// A repeat over units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repeat {
    /// XLSForm `name`.
    pub name: String,
    /// Its heading.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub label: Text,
    /// XLSForm `relevant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// Which units are judged.
    pub target: Target,
    /// What is in it, the fixed `unit` question included.
    pub nodes: Vec<Node>,
}

/// The `target` column: which units a repeat goes over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The unit type judged.
    pub unit_type: String,
    /// Which of its units.
    pub scope: Scope,
}

/// Which units of a type a repeat goes over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "scope", content = "question", rename_all = "snake_case", try_from = "ScopeRow")]
pub enum Scope {
    /// Each unit of the type, in the order of the units sheet.
    All,
    /// The unit of the ballot's place.
    Own,
    /// Each unit chosen in the named `select_multiple` before it, in the order of the units sheet.
    Used(String),
}

/// The fixed question inside each repeat over units that holds the unit's code.
pub const UNIT: &str = "unit";

impl FormDefinition {
    /// The digest that a ballot names: of its source, or where that is not known SHA-256 of this definition's JSON.
    pub fn digest(&self) -> Digest {
        let of_json = || Digest::of(&serde_json::to_vec(self).expect("a definition is plain data"));
        self.source.unwrap_or_else(of_json)
    }

    /// Whether both are the same version: of one source, or at least of one content.
    pub fn is_same_version(&self, other: &Self) -> bool {
        self.digest() == other.digest()
            || Self { source: None, ..self.clone() } == Self { source: None, ..other.clone() }
    }

    /// The text in `language`, else in the form's default language, else any.
    pub fn text<'a>(&self, text: &'a Text, language: &str) -> &'a str {
        let default = self.languages.first().map_or("", |first| &first.code);
        text.get(language)
            .or_else(|| text.get(default))
            .or_else(|| text.values().next())
            .map_or("", String::as_str)
    }

    /// What can be chosen in answer to a question of this kind.
    pub fn options(&self, kind: &Kind) -> &[Choice] {
        match kind {
            Kind::SelectOne(list) | Kind::SelectMultiple(list) => {
                self.choices.get(list).map_or(&[], Vec::as_slice)
            }
            _ => &[],
        }
    }
}
