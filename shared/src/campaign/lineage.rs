//! Sheet `lineage`: which units of earlier years a unit goes back to. Codes and names change hands, so only this sheet says
//! that units of two years are the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Unit;
use super::references::unknown;
use super::rows::Rows;
use super::sheets::{code, must};
use crate::problem::Problem;
use crate::sheet::{Book, Column, Faults};

/// A predecessor of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// The unit of this campaign.
    pub unit: String,
    /// The code that the predecessor had.
    pub predecessor: String,
    /// The name that it had.
    pub predecessor_name: String,
    /// The first year of the new unit.
    pub year: i32,
    /// What happened.
    pub kind: LineageKind,
    /// How much of the predecessor went into the unit.
    pub extent: Extent,
}

/// What made a unit out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineageKind {
    /// Another name, the same unit.
    Rename,
    /// Several became one.
    Merge,
    /// One became several.
    Split,
}

/// How much of a predecessor went into a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it.
    Whole,
    /// A part of it.
    Part,
}

const KINDS: &[(&str, LineageKind)] =
    &[("rename", LineageKind::Rename), ("merge", LineageKind::Merge), ("split", LineageKind::Split)];
const EXTENTS: &[(&str, Extent)] = &[("whole", Extent::Whole), ("part", Extent::Part)];

/// Reads the sheet.
pub(super) fn read(book: &Book, faults: &mut Faults) -> Rows<Lineage> {
    const COLUMNS: &[Column] = &[
        must("unit"),
        must("predecessor"),
        must("predecessor_name"),
        must("year"),
        must("kind"),
        must("extent"),
    ];
    let mut rows = Rows::read_optional(book, "lineage", COLUMNS, faults, |record, faults| {
        let unit = code(record, "unit", faults);
        let predecessor = code(record, "predecessor", faults);
        let name = record.at("predecessor_name").needed(faults).and_then(|spot| spot.text(faults));
        let year = record.at("year").needed(faults).and_then(|spot| spot.whole(1900, 2999, faults));
        let kind = record.at("kind").needed(faults).and_then(|spot| spot.one_of(KINDS, faults));
        let extent = record.at("extent").needed(faults).and_then(|spot| spot.one_of(EXTENTS, faults));
        Some(Lineage {
            unit: unit?,
            predecessor: predecessor?,
            predecessor_name: name?,
            year: year?,
            kind: kind?,
            extent: extent?,
        })
    });
    rows.distinct("predecessor", |row| format!("{} {} {}", row.year, row.unit, row.predecessor), faults);
    rows
}

/// Predecessors are those of known units, and what went into one unit as a whole went into no other that year. What happens after the
/// year of the campaign, where that is known, made none of its units.
pub(super) fn check(lineage: &Rows<Lineage>, of: Option<i32>, units: &Rows<Unit>, faults: &mut Faults) {
    let mut heirs = BTreeMap::<_, Vec<&str>>::new();
    for row in lineage.values() {
        heirs.entry((&row.predecessor, row.year)).or_default().push(&row.unit);
    }
    for item in &lineage.items {
        let row = &item.value;
        if !units.may_have(|unit| unit.code == row.unit) {
            item.fault("unit", unknown("unit", &row.unit), faults);
        }
        if let Some(of) = of.filter(|of| row.year > *of) {
            let problem = Problem::new("lineage.later").with("year", row.year).with("of", of);
            item.fault("year", problem, faults);
        }
        let other = heirs[&(&row.predecessor, row.year)].iter().find(|unit| **unit != row.unit);
        if let (Extent::Whole, Some(other)) = (row.extent, other) {
            let problem = Problem::new("lineage.whole_twice").with("predecessor", &row.predecessor);
            item.fault("extent", problem.with("unit", &row.unit).with("other", other), faults);
        }
    }
}
