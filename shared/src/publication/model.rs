//! What is public of a run. It is kept as it was published, so that a later program shows the same.

use serde::{Deserialize, Serialize};

use crate::ballot::Digest;
use crate::campaign::Name;
use crate::run::{Adjusted, ClassCount, Heading, LastYear, Named, Node};

/// What is public of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Public {
    /// The run.
    pub run: Digest,
    /// The rule that it follows.
    pub rule: String,
    /// The version of the program that made it.
    pub program: String,
    /// How many ballots count.
    pub ballots: u64,
    /// The campaign as the run had it.
    pub campaign: Heading,
    /// The respondent groups, in the order of their sheet.
    pub groups: Vec<Named>,
    /// One table for each unit type.
    pub tables: Vec<PublicTable>,
}

/// The results of one unit type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicTable {
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
    pub units: Vec<PublicUnit>,
}

/// A unit: the fields of expected.json without `total_exact`, and what the annex says besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicUnit {
    /// The unit.
    pub unit: String,
    /// Its name.
    pub name: Name,
    /// The sum of its survey leaves; `None` where it would say what few people said.
    pub survey: Option<String>,
    /// The sum of its appraised leaves; `None` where it would say what few people said.
    pub appraised: Option<String>,
    /// Its total; `None` while incomplete, and where it would say what few people said.
    pub total: Option<String>,
    /// Its rank, where it has a total: also where that is not shown, unless ranks would say what few people said.
    pub rank: Option<u32>,
    /// Its class: where rank or total are shown.
    pub class: Option<String>,
    /// The leaves without data.
    pub missing: Vec<String>,
    /// The points of each leaf that is shown.
    #[serde(with = "crate::wire::in_order")]
    pub leaves: Vec<(String, String)>,
    /// The points of each domain that is shown.
    #[serde(with = "crate::wire::in_order")]
    pub domains: Vec<(String, String)>,
    /// The leaves and domains that have points and show none, as they would say what few people said.
    pub hidden: Vec<String>,
    /// The leaves that it was excused from.
    pub excused: Vec<String>,
    /// Its bonus and penalty points.
    pub adjustments: Vec<Adjusted>,
    /// What each respondent group said of a leaf, where no group is small.
    pub groups: Vec<LeafGroups>,
    /// Last year's total beside it.
    pub last_year: Option<LastYear>,
}

/// What the respondent groups said of a leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafGroups {
    /// The leaf.
    pub leaf: String,
    /// Its groups, in the order of their sheet.
    pub rates: Vec<GroupRate>,
}

/// What one respondent group said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupRate {
    /// The group.
    pub group: String,
    /// Its rate in percent, with two places.
    pub rate: String,
}

impl Public {
    /// Its text, as it is kept.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("what is public is plain data")
    }
}

impl PublicUnit {
    /// Whether it has a total that is not shown, because it would say what few people said.
    pub fn withholds_total(&self) -> bool {
        self.total.is_none() && self.missing.is_empty() && !self.hidden.is_empty()
    }

    /// Whether it has a rank that is not shown: its own total is not, or that of a unit beside it.
    pub fn withholds_rank(&self) -> bool {
        self.rank.is_none() && (self.total.is_some() || self.withholds_total())
    }

    /// Whether its class is not told for the same cause.
    pub fn withholds_class(&self) -> bool {
        self.withholds_rank() && self.total.is_none()
    }
}

impl PublicTable {
    /// The name of a class.
    pub fn class_name(&self, code: &str) -> Option<&Name> {
        self.classes.iter().find(|class| class.code == code).map(|class| &class.name)
    }

    /// Its units as a reader looks for them: by rank, those that share one by name, those without one last.
    pub fn ranked(&self) -> Vec<&PublicUnit> {
        let mut units: Vec<_> = self.units.iter().collect();
        units.sort_by_cached_key(|unit| {
            (unit.rank.unwrap_or(u32::MAX), crate::collate::name_key(&unit.name.vi))
        });
        units
    }
}
