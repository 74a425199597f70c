//! What a new version changes for whom.

use super::{Public, PublicUnit};
use crate::campaign::Name;

/// A unit that another version shows otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The unit type.
    pub unit_type: String,
    /// The unit.
    pub unit: String,
    /// Its name.
    pub name: Name,
    /// Rank, total and class before.
    pub before: Standing,
    /// The same after.
    pub after: Standing,
}

/// Where a unit stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its rank.
    pub rank: Option<u32>,
    /// Its total.
    pub total: Option<String>,
    /// Its class.
    pub class: Option<String>,
    /// It has a total that is not shown.
    pub without_total: bool,
    /// It has a rank that is not shown.
    pub without_rank: bool,
}

/// Whose rank, total or class is another in `after`, in its order by rank. A unit that one of them does not have is there
/// too, as it moves the others.
pub fn changed(before: &Public, after: &Public) -> Vec<Changed> {
    let in_both = after.tables.iter().flat_map(|table| {
        let of = &table.unit_type.code;
        table.ranked().into_iter().map(move |unit| (of, unit)).filter_map(|(of, unit)| {
            let was = standing(before, of, &unit.unit);
            compared(of, unit, was, Standing::of(unit))
        })
    });
    let gone = before.tables.iter().flat_map(|table| {
        let of = &table.unit_type.code;
        let gone = table.ranked().into_iter().filter(|unit| standing(after, of, &unit.unit).is_none());
        gone.filter_map(|unit| compared(of, unit, Some(Standing::of(unit)), Standing::default()))
    });
    in_both.chain(gone).collect()
}

/// Whether a rank, total or class may be another of which neither version tells.
pub fn is_untold(before: &Public, after: &Public) -> bool {
    let mut units = after.tables.iter().flat_map(|table| table.units.iter().map(move |unit| (table, unit)));
    before.run != after.run
        && units.any(|(table, unit)| {
            let now = Standing::of(unit);
            standing(before, &table.unit_type.code, &unit.unit).is_some_and(|then| {
                then.without_total && now.without_total || then.without_rank && now.without_rank
            })
        })
}

fn compared(of: &str, unit: &PublicUnit, before: Option<Standing>, after: Standing) -> Option<Changed> {
    if before.as_ref() == Some(&after) {
        return None;
    }
    let before = before.unwrap_or_default();
    Some(Changed {
        unit_type: of.to_owned(),
        unit: unit.unit.clone(),
        name: unit.name.clone(),
        before,
        after,
    })
}

fn standing(of: &Public, unit_type: &str, unit: &str) -> Option<Standing> {
    let table = of.tables.iter().find(|table| table.unit_type.code == unit_type)?;
    table.units.iter().find(|it| it.unit == unit).map(Standing::of)
}

impl Standing {
    fn of(unit: &PublicUnit) -> Self {
        Self {
            rank: unit.rank,
            total: unit.total.clone(),
            class: unit.class.clone(),
            without_total: unit.withholds_total(),
            without_rank: unit.withholds_rank(),
        }
    }
}
