//! What a version holds back that the one before it showed: an office learns of it before it publishes.

use super::{Public, PublicTable, PublicUnit};

/// Of how many units something is held back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Points of leaves.
    pub leaves: usize,
    /// Points of domains.
    pub domains: usize,
    /// The total.
    pub totals: usize,
    /// The rank, with the class where the total is not shown.
    pub ranks: usize,
}

impl Withheld {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Whether somebody loses a total or a rank.
    pub fn takes_away(&self) -> bool {
        self.totals > 0 || self.ranks > 0
    }
}

/// What `after` holds back that `before` did not; where there is no version before, all of it.
pub fn withheld(before: Option<&Public>, after: &Public) -> Withheld {
    let mut all = Withheld::default();
    for table in &after.tables {
        let then = before.into_iter().flat_map(|before| &before.tables);
        let then = then.filter(|it| it.unit_type.code == table.unit_type.code).flat_map(|it| &it.units);
        let then: Vec<&PublicUnit> = then.collect();
        for unit in &table.units {
            all.add(table, then.iter().copied().find(|it| it.unit == unit.unit), unit);
        }
    }
    all
}

impl Withheld {
    fn add(&mut self, table: &PublicTable, then: Option<&PublicUnit>, now: &PublicUnit) {
        let is_new = |code: &&String| then.is_none_or(|then| !then.hidden.contains(code));
        let is_leaf =
            |code: &&String| table.framework.iter().any(|node| node.code == **code && node.method.is_some());
        let (leaves, domains): (Vec<_>, Vec<_>) = now.hidden.iter().filter(is_new).partition(is_leaf);
        let total = |unit: &PublicUnit| unit.withholds_total();
        self.leaves += usize::from(!leaves.is_empty());
        self.domains += usize::from(!domains.is_empty());
        self.totals += usize::from(total(now) && !then.is_some_and(total));
        self.ranks += usize::from(now.withholds_rank() && !then.is_some_and(PublicUnit::withholds_rank));
    }
}
