//! The row of a unit as it is shown: of its leaves and headings only those are written again that may be others than before.

use std::collections::BTreeMap;
use std::mem;

use super::scheme::Framework;
use super::sums::sum;
use super::total::UnitPoints;
use super::{band, rank};
use crate::campaign::Campaign;
use crate::points::Points;
use crate::wire::UnitResult;

/// What is shown of a unit.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Its result.
    pub result: UnitResult,
    /// The points of its domains and criteria, by code. One without any leaf with data is not there: it has no points yet,
    /// which is not 0.
    pub sums: BTreeMap<String, String>,
    /// The total as it is shown, by which units are ranked.
    pub total: Option<Points>,
}

impl Shown {
    /// Of a unit of which nothing is written yet.
    pub fn of(unit: &str) -> Self {
        let result = UnitResult {
            unit: unit.to_owned(),
            survey: String::new(),
            appraised: String::new(),
            total: None,
            total_exact: None,
            rank: None,
            class: None,
            missing: Vec::new(),
            leaves: Vec::new(),
        };
        Self { result, sums: BTreeMap::new(), total: None }
    }

    /// Writes what the unit has now, where `is_fresh` says of the number of a leaf whether its points may be others than those that
    /// were written last.
    pub fn write(
        &mut self,
        campaign: &Campaign,
        framework: &Framework,
        points: &UnitPoints,
        is_fresh: impl Fn(usize) -> bool,
    ) {
        let (decimals, result) = (campaign.settings.decimals, &mut self.result);
        result.survey = points.survey.shown(decimals);
        result.appraised = points.appraised.shown(decimals);
        result.missing = points.missing.iter().map(|code| (*code).to_owned()).collect();
        self.total = points.total.as_ref().map(|total| total.rounded(decimals));
        result.total = self.total.as_ref().map(|total| total.shown(decimals));
        result.total_exact = points.total.as_ref().map(Points::exact);
        let class =
            self.total.as_ref().and_then(|total| band::class(&campaign.bands, &framework.unit_type, total));
        result.class = class.map(str::to_owned);

        let mut before = mem::take(&mut result.leaves).into_iter().peekable();
        result.leaves.reserve(framework.leaves.len());
        for (nth, (leaf, points)) in framework.leaves.iter().zip(&points.leaves).enumerate() {
            let was = before.next_if(|(code, _)| *code == leaf.code).filter(|_| !is_fresh(nth));
            let Some(points) = points else { continue };
            result.leaves.push(was.unwrap_or_else(|| (leaf.code.clone(), points.shown(decimals))));
        }
        for (code, below) in
            framework.headings.iter().filter(|(_, below)| below.iter().any(|nth| is_fresh(*nth)))
        {
            match sum(below, points) {
                Some(sum) => self.sums.insert(code.clone(), sum.shown(decimals)),
                None => self.sums.remove(code),
            };
        }
    }
}

/// The rank of each.
pub(super) fn ranks<'a>(shown: impl Iterator<Item = &'a Shown>) -> Vec<Option<u32>> {
    rank::ranks(&shown.map(|shown| shown.total.as_ref()).collect::<Vec<_>>())
}
