//! The index: points, total, rank and class of every unit, from tallies and assessments.

use super::scheme::{Entry, Framework, Scheme};
use super::sums::sums;
use super::total::{UnitPoints, add_up};
use super::{Appraisals, Tallies, band, leaf, rank};
use crate::campaign::Campaign;
use crate::points::Points;
use crate::wire::{IndexTable, UnitResult};

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
            let survey = |leaf: &Entry| leaf::worth(campaign, scheme, leaf, &own, &leaf.hundredth);
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
    let decimals = campaign.settings.decimals;
    let shown: Vec<_> = units.iter().map(|(_, points)| shown_total(campaign, points)).collect();
    let results = units.iter().zip(&shown).zip(rank::ranks(&shown)).map(|(((unit, points), shown), rank)| {
        let class =
            shown.as_ref().and_then(|shown| band::class(&campaign.bands, &framework.unit_type, shown));
        result(framework, decimals, unit, points, rank, class)
    });
    let sums = units.iter().map(|(_, points)| sums(framework, points, decimals)).collect();
    IndexTable { unit_type: framework.unit_type.clone(), units: results.collect(), sums }
}

fn shown_total(campaign: &Campaign, points: &UnitPoints) -> Option<Points> {
    points.total.as_ref().map(|total| total.rounded(campaign.settings.decimals))
}

fn result(
    framework: &Framework,
    decimals: u32,
    unit: &str,
    points: &UnitPoints,
    rank: Option<u32>,
    class: Option<&str>,
) -> UnitResult {
    let with_data = framework.leaves.iter().zip(&points.leaves);
    UnitResult {
        unit: unit.to_owned(),
        survey: points.survey.shown(decimals),
        appraised: points.appraised.shown(decimals),
        total: points.total.as_ref().map(|total| total.shown(decimals)),
        total_exact: points.total.as_ref().map(Points::exact),
        rank,
        class: class.map(str::to_owned),
        missing: points.missing.iter().map(|code| (*code).to_owned()).collect(),
        leaves: with_data
            .filter_map(|(leaf, points)| Some((leaf.code.clone(), points.as_ref()?.shown(decimals))))
            .collect(),
    }
}

#[cfg(test)]
mod tests;
