//! The index: points, total, rank and class of every unit, from tallies and assessments.

use super::scheme::{Entry, Framework, Scheme};
use super::shown::{Shown, ranks};
use super::total::{UnitPoints, add_up};
use super::{Appraisals, Tallies, leaf};
use crate::campaign::Campaign;
use crate::points::Points;
use crate::wire::IndexTable;

/// What the units of one type have, exactly: before it is shown.
pub struct Reckoned<'a> {
    framework: &'a Framework,
    /// Its units, in the order of the units sheet.
    pub units: Vec<(&'a str, UnitPoints<'a>)>,
}

impl Reckoned<'_> {
    /// The unit type.
    pub fn unit_type(&self) -> &str {
        &self.framework.unit_type
    }

    /// What its leaves add up to.
    pub fn maximum(&self) -> &Points {
        &self.framework.maximum
    }

    /// Its domains and criteria, each with the numbers of the leaves below it.
    pub fn headings(&self) -> &[(String, Vec<usize>)] {
        &self.framework.headings
    }
}

/// The index of each unit type, in the order of the sheets.
pub fn score(campaign: &Campaign, scheme: &Scheme, tallies: &Tallies, given: &Appraisals) -> Vec<IndexTable> {
    let reckoned = reckon(campaign, scheme, tallies, given);
    reckoned.iter().map(|reckoned| table(campaign, reckoned)).collect()
}

/// What all units have.
pub fn reckon<'a>(
    campaign: &'a Campaign,
    scheme: &'a Scheme,
    tallies: &Tallies,
    given: &Appraisals,
) -> Vec<Reckoned<'a>> {
    let reckon = |framework: &'a Framework| {
        let units = campaign.units_of(&framework.unit_type).map(|unit| {
            let own = scheme.own(tallies, &unit.code);
            let survey = |_, leaf: &Entry| leaf::worth(campaign, scheme, leaf, &own, &leaf.hundredth);
            (
                &*unit.code,
                add_up(framework, &campaign.adjustments, &unit.code, given.of_unit(&unit.code), survey),
            )
        });
        Reckoned { framework, units: units.collect() }
    };
    scheme.frameworks.iter().map(reckon).collect()
}

/// The index of a unit type, as it is shown.
pub fn table(campaign: &Campaign, reckoned: &Reckoned) -> IndexTable {
    let Reckoned { framework, units } = reckoned;
    let rows = units.iter().map(|(unit, points)| {
        let mut row = Shown::of(unit);
        row.write(campaign, framework, points, |_| true);
        row
    });
    let mut rows: Vec<_> = rows.collect();
    let ranks = ranks(rows.iter());
    rows.iter_mut().zip(ranks).for_each(|(row, rank)| row.result.rank = rank);
    let (units, sums) = rows.into_iter().map(|row| (row.result, row.sums)).unzip();
    IndexTable { unit_type: framework.unit_type.clone(), units, sums }
}

#[cfg(test)]
mod tests;
