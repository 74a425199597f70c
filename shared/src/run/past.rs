//! The earlier years of units. Codes and names change hands: only the sheet `lineage` says that units of two years are the
//! same, or that one went into the other.

use serde::{Deserialize, Serialize};

use super::{LastYear, Run, unit_of::signed};
use crate::campaign::{Campaign, Extent, Lineage, LineageKind};
use crate::points::Points;

/// The basis of a year that a run gave.
pub const OF_A_RUN: &str = "run";

/// The years of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its own earlier years, the oldest first; those under another name are in it.
    pub years: Vec<Year>,
    /// The units that it was made of, each with its own years: never an average of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Before>,
}

/// One earlier year of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// The total, as it was written or shown.
    pub total: String,
    /// `published`, `reconstructed`, `simulated`; `run` where it is of a run of last year's campaign.
    pub basis: String,
    /// The points of each domain by code, where they are known.
    #[serde(default, with = "crate::wire::in_order", skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<(String, String)>,
}

/// A unit that another was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The code that it had.
    pub code: String,
    /// The name that it had.
    pub name: String,
    /// The first year of the new unit.
    pub year: i32,
    /// What happened.
    pub kind: LineageKind,
    /// How much of it went into the new one.
    pub extent: Extent,
    /// Its years, the oldest first.
    pub years: Vec<Year>,
}

/// A result of an earlier year, by the code that the unit had then.
pub(super) struct Earlier {
    code: String,
    result: Year,
}

/// All that is known of earlier years: the sheet `history`, and last year's run with what it knew, which adds what the sheet does
/// not say.
pub(super) fn years(campaign: &Campaign, previous: Option<&Run>) -> Vec<Earlier> {
    let written = campaign.history.iter().map(|row| Earlier {
        code: row.unit.clone(),
        result: Year {
            year: row.year,
            total: row.total.to_string(),
            basis: row.basis.clone(),
            domains: Vec::new(),
        },
    });
    let mut all: Vec<Earlier> = written.collect();
    let units = previous.into_iter().flat_map(|run| {
        let units = run.tables.iter().flat_map(|table| table.units.iter().map(move |unit| (table, unit)));
        units.map(move |(table, unit)| (run.campaign.year, table, unit))
    });
    for (year, table, unit) in units {
        let is_domain = |code: &str| table.domains().any(|node| node.code == code);
        let domains = unit.sums.iter().filter(|(code, _)| is_domain(code)).cloned().collect();
        let of_run = unit.result.total.iter().map(|total| Year {
            year,
            total: total.clone(),
            basis: OF_A_RUN.to_owned(),
            domains: Vec::clone(&domains),
        });
        for result in unit.past.years.iter().cloned().chain(of_run) {
            match all.iter_mut().find(|it| it.code == unit.result.unit && it.result.year == result.year) {
                Some(known) if known.result.domains.is_empty() => known.result.domains = result.domains,
                Some(_) => {}
                None => all.push(Earlier { code: unit.result.unit.clone(), result }),
            }
        }
    }
    all.retain(|earlier| earlier.result.year < campaign.settings.year);
    all.sort_by_key(|earlier| earlier.result.year);
    all
}

/// The line of a unit.
pub(super) fn line(campaign: &Campaign, all: &[Earlier], unit: &str) -> Line {
    let of = |code: &str, from: i32, until: i32| -> Vec<Year> {
        let own = all.iter().filter(|it| it.code == code && (from..until).contains(&it.result.year));
        own.map(|it| it.result.clone()).collect()
    };
    // Since when the code is this unit's: before, another had it, of which the sheet says what became.
    let handed_over = |code: &str, before: i32| {
        let others = campaign.lineage.iter().filter(|row| row.predecessor == code && row.unit != unit);
        let gone = others.filter(|row| row.extent == Extent::Whole && row.year < before);
        gone.map(|row| row.year).max().unwrap_or(i32::MIN)
    };
    let mut line = Line::default();
    let (mut code, mut until) = (unit, i32::MAX);
    loop {
        let events = campaign.lineage.iter().filter(|row| row.unit == unit && row.year < until);
        let Some(year) = events.map(|row| row.year).max() else { break };
        let made_of: Vec<&Lineage> =
            campaign.lineage.iter().filter(|row| row.unit == unit && row.year == year).collect();
        line.years.splice(0..0, of(code, year, until));
        if let [Lineage { kind: LineageKind::Rename, predecessor, .. }] = made_of[..] {
            (code, until) = (predecessor, year);
            continue;
        }
        line.before =
            made_of.into_iter().map(|row| before(row, of(&row.predecessor, i32::MIN, row.year))).collect();
        return line;
    }
    let since = if code == unit { handed_over(code, until) } else { i32::MIN };
    line.years.splice(0..0, of(code, since, until));
    line
}

fn before(row: &Lineage, years: Vec<Year>) -> Before {
    Before {
        code: row.predecessor.clone(),
        name: row.predecessor_name.clone(),
        year: row.year,
        kind: row.kind,
        extent: row.extent,
        years,
    }
}

impl Line {
    /// Last year beside this one, where the unit's own line has it.
    pub(super) fn last_year(&self, year: i32, total: Option<&str>, decimals: u32) -> Option<LastYear> {
        let last = self.years.iter().find(|it| it.year == year - 1)?;
        let before = Points::parse(&last.total).ok()?;
        let change = total.and_then(|total| Some(&Points::parse(total).ok()? - &before));
        Some(LastYear {
            year: last.year,
            total: last.total.clone(),
            change: change.map(|change| signed(&change, decimals)),
        })
    }
}
