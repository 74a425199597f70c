//! The leaves of a campaign by unit and code: looked up once for all, where many are asked for.

use std::collections::BTreeMap;

use crate::campaign::{Campaign, Criterion, Leaf};

/// The nodes of a campaign by unit type and code, and the types of its units.
pub struct Framework<'a> {
    types: BTreeMap<&'a str, &'a str>,
    nodes: BTreeMap<(&'a str, &'a str), &'a Criterion>,
}

impl<'a> Framework<'a> {
    /// That of a campaign.
    pub fn of(campaign: &'a Campaign) -> Self {
        let node = |node: &'a Criterion| ((&*node.unit_type, &*node.code), node);
        Self {
            types: campaign.units.iter().map(|unit| (&*unit.code, &*unit.unit_type)).collect(),
            nodes: campaign.criteria.iter().map(node).collect(),
        }
    }

    /// A node of a unit's framework.
    pub(super) fn node(&self, unit: &str, code: &str) -> Option<&'a Criterion> {
        self.nodes.get(&(*self.types.get(unit)?, code)).copied()
    }

    /// A leaf of a unit's framework, as [`Campaign::leaf_of`] finds it.
    pub fn leaf(&self, unit: &str, code: &str) -> Option<&'a Leaf> {
        self.node(unit, code)?.leaf.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::example::campaign;

    #[test]
    fn each_leaf_is_the_one_that_a_search_finds() {
        let campaign = campaign();
        let framework = Framework::of(&campaign);
        let codes = || campaign.criteria.iter().map(|node| &*node.code).chain(["none"]);
        let mut found = 0;
        for unit in campaign.units.iter().map(|unit| &*unit.code).chain(["none"]) {
            for code in codes() {
                let leaf = framework.leaf(unit, code);
                assert_eq!(leaf, campaign.leaf_of(unit, code), "{unit} {code}");
                found += usize::from(leaf.is_some());
            }
        }
        assert!(found > 0);
    }
}
