//! The index as it stands, with the counts that it was made of: after a ballot only what its cells feed is added up again, and
//! what stays as it was is not written again.

use serde_json::value::{RawValue, to_raw_value};

use super::scheme::{Entry, Framework, Scheme};
use super::shown::{Shown, ranks};
use super::total::add_up;
use super::{Appraisals, Tallies, leaf};
use crate::campaign::Campaign;
use crate::points::Sum;
use crate::wire::{IndexTable, IndexView};

/// The index of one campaign as it was imported, with what was given of its units; where either becomes another, it is made anew.
#[derive(Debug)]
pub struct Standings(Vec<Table>);

#[derive(Debug)]
struct Table {
    unit_type: String,
    rows: Vec<Row>,
}

/// What stands of a unit.
#[derive(Debug)]
struct Row {
    /// The counts that it was made of, by the number of the version; `None` until it is made.
    counts: Option<Vec<Vec<u64>>>,
    /// The points of its leaves.
    leaves: Vec<Option<Sum>>,
    shown: Shown,
    /// Its result and its sums as JSON; `None` where they are to be written.
    text: Option<[Box<RawValue>; 2]>,
}

/// The counts of a unit, by the number of the version.
type Own<'a> = [Option<&'a [u64]>];

impl Standings {
    /// The index of a campaign of which nothing is added up yet.
    pub fn of(campaign: &Campaign, scheme: &Scheme) -> Self {
        let table = |framework: &Framework| {
            let rows = campaign.units_of(&framework.unit_type).map(|unit| Row {
                counts: None,
                leaves: Vec::new(),
                shown: Shown::of(&unit.code),
                text: None,
            });
            Table { unit_type: framework.unit_type.clone(), rows: rows.collect() }
        };
        Self(scheme.frameworks.iter().map(table).collect())
    }

    /// Brings it to these tallies, whichever it was made of before. All else is what it was the first time.
    pub fn follow(&mut self, campaign: &Campaign, scheme: &Scheme, tallies: &Tallies, given: &Appraisals) {
        for (framework, Table { rows, .. }) in scheme.frameworks.iter().zip(&mut self.0) {
            for row in rows.iter_mut() {
                let own = scheme.own(tallies, &row.shown.result.unit);
                if row.counts.as_ref().is_none_or(|counts| !are_alike(counts, &own)) {
                    row.add_up(campaign, scheme, framework, &own, given);
                }
            }
            let ranks = ranks(rows.iter().map(|row| &row.shown));
            for (row, rank) in rows.iter_mut().zip(ranks) {
                if row.shown.result.rank != rank {
                    (row.shown.result.rank, row.text) = (rank, None);
                }
            }
        }
    }

    /// The tables, as [`score`](super::score()) gives them.
    pub fn tables(&self) -> Vec<IndexTable> {
        let table = |Table { unit_type, rows }: &Table| IndexTable {
            unit_type: unit_type.clone(),
            units: rows.iter().map(|row| row.shown.result.clone()).collect(),
            sums: rows.iter().map(|row| row.shown.sums.clone()).collect(),
        };
        self.0.iter().map(table).collect()
    }

    /// The JSON of an [`IndexView`] of them.
    pub fn to_json(&mut self, revision: i64) -> Result<Vec<u8>, serde_json::Error> {
        for row in self.0.iter_mut().flat_map(|table| &mut table.rows).filter(|row| row.text.is_none()) {
            row.text = Some([to_raw_value(&row.shown.result)?, to_raw_value(&row.shown.sums)?]);
        }
        let tables = self.0.iter().map(|Table { unit_type, rows }| {
            let texts = || rows.iter().filter_map(|row| row.text.as_ref());
            IndexTable {
                unit_type: unit_type.clone(),
                units: texts().map(|[unit, _]| unit).collect(),
                sums: texts().map(|[_, sums]| sums).collect(),
            }
        });
        serde_json::to_vec(&IndexView { tables: tables.collect(), revision })
    }
}

impl Row {
    /// Adds the unit up: of its survey leaves those that other counts feed than before.
    fn add_up(
        &mut self,
        campaign: &Campaign,
        scheme: &Scheme,
        framework: &Framework,
        own: &Own,
        given: &Appraisals,
    ) {
        let (before, mut leaves) = (self.counts.take(), std::mem::take(&mut self.leaves));
        let mut is_fresh = vec![before.is_none(); framework.leaves.len()];
        let survey = |nth: usize, entry: &Entry| {
            if before.as_ref().is_some_and(|before| is_fed_alike(entry, before, own)) {
                return leaves[nth].take();
            }
            is_fresh[nth] = true;
            leaf::worth(campaign, scheme, entry, own, &entry.hundredth)
        };
        let unit = &*self.shown.result.unit;
        let points = add_up(framework, &campaign.adjustments, unit, given.of_unit(unit), survey);
        self.shown.write(campaign, framework, &points, |nth| is_fresh[nth]);
        self.leaves = points.leaves;
        self.counts = Some(own.iter().map(|counts| counts.unwrap_or_default().to_vec()).collect());
        self.text = None;
    }
}

fn are_alike(before: &[Vec<u64>], own: &Own) -> bool {
    before.iter().zip(own).all(|(before, own)| before == own.unwrap_or_default())
}

/// Whether the cells that feed a leaf count what they counted.
fn is_fed_alike(entry: &Entry, before: &[Vec<u64>], own: &Own) -> bool {
    let count = |counts: &[u64], cell: usize| counts.get(cell).copied().unwrap_or(0);
    let mut cells = entry.feeds.iter().flat_map(|feed| feed.cells());
    cells.all(|(version, cell, _)| {
        count(&before[version], cell) == count(own[version].unwrap_or_default(), cell)
    })
}

#[cfg(test)]
mod tests;
