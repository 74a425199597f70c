//! A run: what one set of inputs gives, whole and for ever. It holds all that is needed to show it, so that it can be read
//! when the campaign has long been imported anew.
//!
//! Every number is text as it is shown, but for `total_exact` and weights; there is no float, no clock and nothing without an order in
//! it, so that the same inputs give the same bytes everywhere.

use serde::{Deserialize, Serialize};

use super::unit::RunUnit;
use crate::ballot::Digest;
use crate::campaign::{Combine, DontKnow, Level, Method, Name};
use crate::index::ByType;
use crate::points::Points;
use crate::wire::IndexTable;

/// The rule that runs follow: CAMPAIGN.md's score, and the intervals of `run::draw`. It changes whenever the same inputs
/// would give other numbers.
pub const RULE: &str = "1";

/// The version of this program, which runs that it makes name.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What it was made of.
    pub inputs: Inputs,
    /// The rule that it follows.
    pub rule: String,
    /// The version of the program that made it.
    pub program: String,
    /// What the draws of the intervals began with, in 16 hex digits: taken from the inputs, so that nobody chooses it.
    pub seed: String,
    /// How many draws.
    pub draws: u32,
    /// The campaign as the run had it.
    pub campaign: Heading,
    /// The respondent groups, in the order of their sheet.
    pub groups: Vec<Named>,
    /// What each of them weighs, in the same order; runs of earlier programs do not tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<Points>,
    /// One table for each unit type, in the order of their sheet.
    pub tables: Vec<RunTable>,
}

impl Run {
    /// How a leaf of a unit stands: its points as shown, or that it is excused; `None` where the unit is not in it.
    pub fn of_leaf(&self, unit: &str, leaf: &str) -> Option<(Option<&str>, bool)> {
        let mut units = self.tables.iter().flat_map(|table| &table.units);
        let unit = units.find(|it| it.result.unit == unit)?;
        let points = unit.result.leaves.iter().find(|(code, _)| code == leaf);
        let excused = unit.excused.iter().any(|code| code == leaf);
        Some((points.map(|(_, points)| points.as_str()), excused))
    }
}

/// What a run was made of, by digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The package: every sheet (its own bonus and penalty points are one of them) and every questionnaire that ballots may name.
    pub package: Digest,
    /// The ballots, each with its status and the decision about it, whether it counts or not.
    pub ballots: Digest,
    /// How many there are.
    pub ballots_given: u64,
    /// How many of them count.
    pub ballots_counted: u64,
    /// What stands of each leaf of each unit.
    pub assessments: Digest,
    /// The bonus and penalty points that appraisers gave and that stand, in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjustments: Option<Digest>,
    /// The run of last year's campaign that stands beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Digest>,
}

/// The campaign as a run had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Name,
    /// The year that is judged.
    pub year: i32,
    /// The decision that set the criteria.
    pub criteria_decision: String,
    /// The province; may be empty.
    pub province: Name,
    /// The office that holds it; may be empty.
    pub office: Name,
    /// A campaign to practise with: never published.
    pub practice: bool,
    /// Put together from sources by somebody else than the office: whatever shows its results says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
    /// How questions were combined.
    pub combine: Combine,
    /// What no opinion was worth.
    pub dont_know: DontKnow,
    /// A question with fewer counted answers was left out.
    pub min_answers: u32,
    /// Decimal places of shown points.
    pub decimals: u32,
}

/// A code with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The code.
    pub code: String,
    /// The name.
    pub name: Name,
}

/// What a run gives of one unit type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTable {
    /// The unit type.
    pub unit_type: Named,
    /// The sum of all its leaves, as shown.
    pub maximum: String,
    /// Its framework, in the order of the criteria sheet.
    pub framework: Vec<Node>,
    /// Its classes from the highest on, with how many units reached each.
    pub classes: Vec<ClassCount>,
    /// How many units have a total but reach no class.
    pub without_class: u32,
    /// Its units, in the order of the units sheet.
    pub units: Vec<RunUnit>,
    /// The framework's domains, criteria and leaves by what all units together got of what they could, the least first.
    pub weakest: Vec<Share>,
}

/// A node of a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// Domain, criterion or sub-criterion.
    pub level: Level,
    /// Its points: a heading's are the sum of the leaves below it.
    pub max_points: String,
    /// Leaves only: where its points come from.
    pub method: Option<Method>,
}

/// A class, and how many units reached it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCount {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// The lowest shown total that reaches it.
    pub min: String,
    /// How many units.
    pub units: u32,
}

/// What all units together got of a node. Who is excused from a leaf, or has no data for it, is left out of both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The node's code.
    pub code: String,
    /// Over how many units.
    pub units: u32,
    /// The points that they got on average, as shown.
    pub mean: String,
    /// The same in percent of what they could get, with two places.
    pub percent: String,
}

impl RunTable {
    /// The domains of its framework.
    pub fn domains(&self) -> impl Iterator<Item = &Node> {
        self.framework.iter().filter(|node| node.level == Level::Domain)
    }
}

impl Run {
    /// The shape of expected.json, as `parindex score --json` prints it.
    pub fn expected_json(&self) -> String {
        ByType(&self.index_tables()).to_text()
    }

    /// Its results alone.
    pub fn index_tables(&self) -> Vec<IndexTable> {
        let tables = self.tables.iter().map(|table| IndexTable {
            unit_type: table.unit_type.code.clone(),
            units: table.units.iter().map(|unit| unit.result.clone()).collect(),
            sums: table.units.iter().map(|unit| unit.sums.iter().cloned().collect()).collect(),
        });
        tables.collect()
    }

    /// Its text, of which its digest is: the same on every machine.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("a run is plain data")
    }

    /// Its digest, which names it.
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_text().as_bytes())
    }
}
