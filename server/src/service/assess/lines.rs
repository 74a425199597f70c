//! The leaves of a campaign's units as work, kept up to where its book stands: only those are made anew of which something is new,
//! or of another leaf that stands on the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::{Mutex, PoisonError};

use shared::assessment::{Frameworks, last_year, row};
use shared::campaign::{Leaf, Unit};
use shared::wire::{Stage, WorkRow};

use super::book::Book;
use crate::service::KnownCampaign;

/// What lines follow from.
pub struct Ground<'a> {
    /// The campaign.
    pub now: &'a KnownCampaign,
    /// Last year's, with what was said there.
    pub then: Option<(&'a KnownCampaign, &'a Book)>,
    /// What was said of the campaign's units.
    pub book: &'a Book,
}

/// The imports of both campaigns, and up to where last year's book stands: where one is another, all lines are made anew.
type Stamp = (i64, Option<(String, i64, (i64, i64))>);

/// The lines of all leaves, by unit and code, also of those of which something was said and that the campaign does not have. Where a unit
/// stands and what people are called is not in them.
#[derive(Default)]
pub struct Lines {
    /// `None` until somebody asks.
    stamp: Option<Stamp>,
    units: BTreeMap<String, OfUnit>,
    outdated: BTreeSet<(String, String)>,
}

/// The lines of a unit, by the leaf's code.
type OfUnit = BTreeMap<String, Line>;

/// A line, with how it was written last.
pub struct Line {
    row: WorkRow,
    text: Mutex<Text>,
}

/// JSON, of where the unit stood and what who decided was called; empty until it is written.
#[derive(Default)]
struct Text {
    stage: Option<Stage>,
    by_name: Option<String>,
    json: String,
}

impl Line {
    /// All of it, but for where the unit stands and what people are called.
    pub fn row(&self) -> &WorkRow {
        &self.row
    }

    /// Writes it behind what is written.
    pub fn write(
        &self,
        stage: Stage,
        by_name: Option<&String>,
        to: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        let mut text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        if (text.stage, text.by_name.as_ref()) != (Some(stage), by_name) {
            let by_name = by_name.cloned();
            let row = WorkRow { stage, by_name: by_name.clone(), ..self.row.clone() };
            *text = Text { stage: Some(stage), by_name, json: serde_json::to_string(&row)? };
        }
        to.extend_from_slice(text.json.as_bytes());
        Ok(())
    }
}

impl Lines {
    /// The lines of a unit.
    pub fn unit(&self, unit: &str) -> Option<&OfUnit> {
        self.units.get(unit)
    }

    /// Says that something is new of a leaf.
    pub fn outdate(&mut self, unit: &str, leaf: &str) {
        if self.stamp.is_some() {
            self.outdated.insert((unit.to_owned(), leaf.to_owned()));
        }
    }

    /// Whether they are what follows from this.
    pub fn stand_on(&self, ground: &Ground) -> bool {
        self.outdated.is_empty() && self.stamp.as_ref() == Some(&ground.stamp())
    }

    /// Brings them there.
    pub fn follow(&mut self, ground: &Ground) {
        let (stamp, frameworks) = (Some(ground.stamp()), ground.frameworks());
        let outdated = mem::take(&mut self.outdated);
        if self.stamp == stamp {
            for (unit, code) in outdated {
                let leaf = ground.now.campaign.leaf_of(&unit, &code);
                let line = ground.line(frameworks.as_ref(), &unit, &code, leaf);
                if let Some(lines) = self.units.get_mut(&unit) {
                    lines.insert(code, line);
                }
            }
            return;
        }
        self.units = ground.all(frameworks.as_ref());
        self.stamp = stamp;
    }
}

impl<'a> Ground<'a> {
    fn stamp(&self) -> Stamp {
        let of = |(then, last): (&KnownCampaign, &Book)| {
            (then.campaign.settings.id.clone(), then.generation, last.stands())
        };
        (self.now.generation, self.then.map(of))
    }

    fn frameworks(&self) -> Option<Frameworks<'a>> {
        self.then.map(|(then, _)| Frameworks::of(&self.now.campaign, &then.campaign))
    }

    /// The lines of all units.
    fn all(&self, frameworks: Option<&Frameworks>) -> BTreeMap<String, OfUnit> {
        let campaign = &self.now.campaign;
        let of_unit = |unit: &Unit| {
            let leaves: Vec<_> = campaign.leaves_of(&unit.unit_type).collect();
            let line = |code: &str, leaf| (code.to_owned(), self.line(frameworks, &unit.code, code, leaf));
            let mut lines: BTreeMap<_, _> =
                leaves.iter().map(|(node, leaf)| line(&node.code, Some(*leaf))).collect();
            for record in self.book.unit(&unit.code) {
                lines.entry(record.leaf.clone()).or_insert_with(|| line(&record.leaf, None).1);
            }
            (unit.code.clone(), lines)
        };
        campaign.units.iter().map(of_unit).collect()
    }

    /// The line of a leaf, as if nothing were kept.
    fn line(&self, frameworks: Option<&Frameworks>, unit: &str, code: &str, leaf: Option<&Leaf>) -> Line {
        let (campaign, record) = (&self.now.campaign, self.book.leaf(unit, code));
        let last = self.then.map(|(_, last)| last);
        let flags = leaf.zip(record).map(|(leaf, record)| self.book.flags_of(campaign, leaf, record, last));
        let row = WorkRow {
            flags: flags.unwrap_or_default(),
            last_year: frameworks.zip(last).and_then(|(frameworks, last)| {
                last_year(frameworks.same_leaf(unit, code)?, last.leaf(unit, code)?)
            }),
            ..row(unit, code, leaf, record, Stage::Scoring)
        };
        Line { row, text: Mutex::default() }
    }
}
