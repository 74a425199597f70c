//! The campaign as read from a package: one struct for each sheet of campaign.xlsx.

use serde::{Deserialize, Serialize};

use super::{Instruction, Limits, Lineage, Notice};
use crate::day::Day;
use crate::form::FormDefinition;
use crate::places::{PROVINCE, Place, Places};
use crate::points::Points;

/// A name in the two languages of the project. An absent English name falls back to the Vietnamese one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Vietnamese.
    pub vi: String,
    /// English; may be empty.
    #[serde(default)]
    pub en: String,
}

impl Name {
    /// The name in `language` (`vi` or `en`).
    pub fn get(&self, language: &str) -> &str {
        if language == "en" && !self.en.is_empty() { &self.en } else { &self.vi }
    }
}

/// A whole campaign: the sheets of campaign.xlsx and the questionnaires beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// Sheet `settings`.
    pub settings: Settings,
    /// Sheet `unit_types`.
    pub unit_types: Vec<UnitType>,
    /// Sheet `units`, whose order is the order of every table.
    pub units: Vec<Unit>,
    /// Sheet `places`.
    pub places: Places,
    /// Sheet `groups`.
    pub groups: Vec<RespondentGroup>,
    /// Sheet `forms`.
    pub forms: Vec<CampaignForm>,
    /// Sheet `quotas`.
    pub quotas: Vec<Quota>,
    /// Sheet `criteria`, in its order.
    #[cfg_attr(all(target_arch = "wasm32", feature = "unscored"), serde(skip))]
    pub criteria: Vec<Criterion>,
    /// Sheet `bands`.
    #[cfg_attr(all(target_arch = "wasm32", feature = "unscored"), serde(skip))]
    pub bands: Vec<Band>,
    /// Sheet `history`.
    #[cfg_attr(all(target_arch = "wasm32", feature = "unscored"), serde(skip))]
    #[serde(default)]
    pub history: Vec<History>,
    /// Sheet `adjustments`.
    #[cfg_attr(all(target_arch = "wasm32", feature = "unscored"), serde(skip))]
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
    /// Sheet `instructions`.
    #[serde(default)]
    pub instructions: Vec<Instruction>,
    /// Sheet `lineage`.
    #[cfg_attr(all(target_arch = "wasm32", feature = "unscored"), serde(skip))]
    #[serde(default)]
    pub lineage: Vec<Lineage>,
    /// The compiled questionnaires, in the order of `forms`. On the server also earlier versions, after the current ones.
    pub definitions: Vec<FormDefinition>,
}

/// Sheet `settings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The campaign's id: it stands in URLs and in each ballot (`[a-z0-9][a-z0-9-]*`).
    pub id: String,
    /// The title.
    pub title: Name,
    /// The year that is judged.
    pub year: i32,
    /// The decision that set the criteria.
    pub criteria_decision: String,
    /// How questions become the rate of a leaf.
    pub combine: Combine,
    /// What "no opinion" is worth.
    pub dont_know: DontKnow,
    /// A question with fewer counted answers on a unit is left out.
    pub min_answers: u32,
    /// Decimal places of shown points.
    pub decimals: u32,
    /// First day of the survey (in `timezone`).
    pub survey_opens: Day,
    /// Last day of the survey (inclusive).
    pub survey_closes: Day,
    /// Last day of self-scoring (inclusive).
    pub self_scoring_closes: Day,
    /// IANA name, such as `Asia/Ho_Chi_Minh`.
    pub timezone: String,
    /// `vi` or `en`.
    pub default_language: String,
    /// The province; empty where the package does not say.
    #[serde(default)]
    pub province: Name,
    /// The office that holds the campaign; empty where the package does not say.
    #[serde(default)]
    pub office: Name,
    /// What respondents are told about their data.
    #[serde(default)]
    pub notice: Notice,
    /// From where on a ballot is one to look at; the app never asks.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    #[cfg_attr(not(target_arch = "wasm32"), serde(default, skip_serializing_if = "Limits::is_usual"))]
    pub limits: Limits,
    /// Which ballots are asked again; the app never asks.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backcheck: Option<super::Backcheck>,
    /// The id of last year's campaign.
    #[serde(default)]
    pub previous: Option<String>,
    /// Whether a head attaches the signed scan to what is submitted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed_scan: bool,
    /// A practice campaign: made by `import --as`, plainly marked, never published.
    #[serde(default)]
    pub practice: bool,
}

/// How a survey leaf's questions are combined (CAMPAIGN rule 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// The weighted mean over groups of the mean over each group's questions.
    Groups,
    /// The mean over questions.
    Questions,
    /// All answers in one pot.
    Pooled,
}

/// What an option without a percent is worth (CAMPAIGN rule 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DontKnow {
    /// It is left out.
    Exclude,
    /// It is an answer worth 0.
    Zero,
}

/// A kind of unit that is ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitType {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// What the self-scored leaves add up to.
    #[cfg_attr(all(target_arch = "wasm32", feature = "unscored"), serde(skip, default = "Points::zero"))]
    pub self_points: Points,
    /// What the survey leaves add up to.
    #[cfg_attr(all(target_arch = "wasm32", feature = "unscored"), serde(skip, default = "Points::zero"))]
    pub survey_points: Points,
}

/// A unit that is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code.
    pub code: String,
    /// The code of its [`UnitType`].
    #[serde(rename = "type")]
    pub unit_type: String,
    /// Its name.
    pub name: Name,
    /// Where the row comes from: `official`, `source`, `seed`, `inferred`.
    #[serde(default)]
    pub basis: String,
}

/// A respondent group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RespondentGroup {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// Its weight where `combine` is `groups`.
    #[cfg_attr(all(target_arch = "wasm32", feature = "unscored"), serde(skip, default = "Points::zero"))]
    pub weight: Points,
}

/// A questionnaire of the campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignForm {
    /// The form id, the same as the XLSForm's `form_id`.
    pub form: String,
    /// The respondent group that answers it.
    pub group: String,
    /// The file inside the package.
    pub file: String,
}

/// Ballots planned at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// The form.
    pub form: String,
    /// A place's code, a unit's code, or `province`.
    pub place: String,
    /// How many ballots.
    pub ballots: u32,
}

/// A node of the framework. A leaf is a node with `max_points`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// The unit type whose framework this is.
    pub unit_type: String,
    /// The code, unique within the unit type.
    pub code: String,
    /// Domain, criterion or sub-criterion.
    pub level: Level,
    /// Its name.
    pub name: Name,
    /// Leaves only.
    #[serde(default)]
    pub leaf: Option<Leaf>,
}

/// The level of a [`Criterion`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Lĩnh vực.
    Domain,
    /// Tiêu chí.
    Criterion,
    /// Tiêu chí thành phần.
    Sub,
}

/// What makes a [`Criterion`] a leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// The maximum.
    pub max_points: Points,
    /// Self-scored or from the survey.
    pub method: Method,
    /// How a self leaf is scored.
    #[serde(default)]
    pub rule: Option<Rule>,
    /// The points that may be given; empty means the rule's default.
    #[serde(default)]
    pub steps: Vec<Points>,
    /// The evidence asked for.
    #[serde(default)]
    pub evidence: Name,
}

/// Where a leaf's points come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The unit scores itself; the appraised points count.
    #[serde(rename = "self")]
    SelfScored,
    /// From the ballots.
    Survey,
}

/// How a self leaf is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// All or nothing.
    YesNo,
    /// By a share.
    Ratio,
    /// By named steps.
    Steps,
}

/// A class of a unit type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The unit type.
    pub unit_type: String,
    /// The class's code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// The lowest shown total that reaches it.
    pub min: Points,
}

/// An earlier result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The year.
    pub year: i32,
    /// The unit, or a predecessor that `lineage` names.
    pub unit: String,
    /// Its total.
    pub total: Points,
    /// `published`, `reconstructed` or `simulated`.
    pub basis: String,
}

/// Bonus or penalty points of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// The unit.
    pub unit: String,
    /// Added or taken off.
    pub kind: AdjustmentKind,
    /// How many, positive.
    pub points: Points,
    /// Why.
    pub reason: String,
}

/// The kind of an [`Adjustment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentKind {
    /// Điểm cộng.
    Bonus,
    /// Điểm trừ.
    Penalty,
}

impl Campaign {
    /// The same with more bonus and penalty points behind those of its sheet.
    pub fn with_adjustments(&self, more: impl IntoIterator<Item = Adjustment>) -> Self {
        let mut whole = self.clone();
        whole.adjustments.extend(more);
        whole
    }

    /// The unit with this code.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.code == code)
    }

    /// The place with this code.
    pub fn place(&self, code: &str) -> Option<&Place> {
        self.places.get(code)
    }

    /// Whether a ballot can come from there: a place's code, a unit's code, or `province`.
    pub fn has_place(&self, code: &str) -> bool {
        code == PROVINCE || self.place(code).is_some() || self.unit(code).is_some()
    }

    /// Where a ballot's place stands in the campaign's own order: the whole province, units and places as in their sheets.
    pub fn place_order(&self, code: &str) -> usize {
        let unit = || self.units.iter().position(|unit| unit.code == code);
        let place = || Some(self.units.len() + self.places.iter().position(|place| place.code == code)?);
        if code == PROVINCE { 0 } else { unit().or_else(place).map_or(usize::MAX, |at| at + 1) }
    }

    /// The current definition of a form.
    pub fn definition(&self, form: &str) -> Option<&FormDefinition> {
        self.definitions.iter().find(|definition| definition.id == form)
    }

    /// The definition of one version of a form.
    pub fn definition_version(&self, form: &str, version: &str) -> Option<&FormDefinition> {
        self.definitions.iter().find(|definition| definition.id == form && definition.version == version)
    }

    /// The units of a type, in the order of the units sheet.
    pub fn units_of<'a>(&'a self, unit_type: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.units.iter().filter(move |unit| unit.unit_type == unit_type)
    }

    /// The leaves of a unit type's framework, in the order of the criteria sheet.
    pub fn leaves_of<'a>(&'a self, unit_type: &'a str) -> impl Iterator<Item = (&'a Criterion, &'a Leaf)> {
        self.criteria
            .iter()
            .filter(move |node| node.unit_type == unit_type)
            .filter_map(|node| node.leaf.as_ref().map(|leaf| (node, leaf)))
    }

    /// The unit of a type that a ballot's place stands for: where the place is a unit's code that unit itself, else the
    /// unit of the place or of the nearest place above it.
    pub fn own_unit<'a>(&'a self, place: &'a str, unit_type: &str) -> Option<&'a Unit> {
        let is_wanted = |unit: &&Unit| unit.unit_type == unit_type;
        if let Some(unit) = self.unit(place) {
            return Some(unit).filter(is_wanted);
        }
        let code = self.places.unit_of(place, |code| self.unit(code).as_ref().is_some_and(is_wanted))?;
        self.unit(code)
    }
}
