//! Which ranks are hidden. Who knows all ranks but one knows that one, and between which totals it stands: so where a hidden total
//! may not be placed, units above and below it have no rank either, as many as it takes.

use std::collections::BTreeSet;

use super::open::Room;
use crate::points::Points;
use crate::run::{RunTable, RunUnit};

/// Totals between which no unit has a rank; without an end there is none from there on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    below: Option<Points>,
    above: Option<Points>,
}

/// The total of a unit.
pub fn total(unit: &RunUnit) -> Option<Points> {
    unit.result.total.as_deref().and_then(|total| Points::parse(total).ok())
}

impl Gap {
    /// The gaps around a unit, ever wider: who is next to it on either side, then one more, until nobody has a rank.
    pub fn around(table: &RunTable, unit: &RunUnit) -> Vec<Self> {
        let Some(own) = total(unit) else { return Vec::new() };
        let totals: BTreeSet<_> = table.units.iter().filter_map(total).collect();
        let below: Vec<_> = totals.iter().rev().filter(|total| **total < own).collect();
        let above: Vec<_> = totals.iter().filter(|total| **total > own).collect();
        let widest = below.len().max(above.len()).max(1);
        let nth = |totals: &[&Points], n: usize| totals.get(n).map(|total| (*total).clone());
        let gap = |n: usize| Self { below: nth(&below, n), above: nth(&above, n) };
        (1..=widest).map(gap).collect()
    }

    /// Whether a unit has no rank because of it.
    pub fn holds(&self, unit: &RunUnit) -> bool {
        let Some(total) = total(unit) else { return false };
        self.below.as_ref().is_none_or(|below| total > *below)
            && self.above.as_ref().is_none_or(|above| total < *above)
    }

    /// What is open of the total of a unit in it.
    pub fn room(&self, table: &RunTable, unit: &RunUnit) -> Room {
        Room::between(table, unit, self.below.as_ref(), self.above.as_ref())
    }
}
