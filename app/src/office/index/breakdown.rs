//! A total taken apart: each leaf below its domain, with its points, its maximum, or why it has none.

use std::collections::BTreeMap;

use shared::campaign::{Campaign, Level, Method};
use shared::points::Points;
use shared::wire::UnitResult;

/// A row of the breakdown.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A domain or criterion: a heading, with what its leaves add up to at most.
    Heading {
        /// Its code.
        code: String,
        /// Its level.
        level: Level,
        /// The sum of its leaves' maxima.
        maximum: Points,
    },
    /// A leaf.
    Leaf {
        /// Its code.
        code: String,
        /// Where its points come from.
        method: Method,
        /// Its maximum.
        maximum: Points,
        /// What it gave.
        state: LeafState,
    },
}

/// What a leaf gave to a unit.
#[derive(Clone, Debug, PartialEq)]
pub enum LeafState {
    /// Points, as shown.
    Points(String),
    /// No data yet; the unit is incomplete.
    Missing,
    /// The unit was excused from it.
    Excused,
}

/// Takes a unit's result apart, in the order of the criteria sheet.
pub fn breakdown(campaign: &Campaign, unit_type: &str, unit: &UnitResult) -> Vec<Row> {
    let points: BTreeMap<&str, &str> =
        unit.leaves.iter().map(|(code, shown)| (code.as_str(), shown.as_str())).collect();
    let state = |code: &str| match points.get(code) {
        Some(shown) => LeafState::Points((*shown).to_owned()),
        None if unit.missing.iter().any(|missing| missing == code) => LeafState::Missing,
        None => LeafState::Excused,
    };
    let nodes = campaign.criteria.iter().filter(|node| node.unit_type == unit_type);
    nodes
        .map(|node| match &node.leaf {
            Some(leaf) => Row::Leaf {
                code: node.code.clone(),
                method: leaf.method,
                maximum: leaf.max_points.clone(),
                state: state(&node.code),
            },
            None => Row::Heading {
                code: node.code.clone(),
                level: node.level,
                maximum: maximum_below(campaign, unit_type, &node.code),
            },
        })
        .collect()
}

fn maximum_below(campaign: &Campaign, unit_type: &str, code: &str) -> Points {
    let below = format!("{code}.");
    campaign
        .leaves_of(unit_type)
        .filter(|(node, _)| node.code.starts_with(&below))
        .map(|(_, leaf)| leaf.max_points.clone())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::campaign;

    fn result(leaves: &[(&str, &str)], missing: &[&str]) -> UnitResult {
        UnitResult {
            unit: "SNV".into(),
            survey: "0.00".into(),
            appraised: "0.00".into(),
            total: None,
            total_exact: None,
            rank: None,
            class: None,
            missing: missing.iter().map(|code| (*code).to_owned()).collect(),
            leaves: leaves.iter().map(|(code, shown)| ((*code).to_owned(), (*shown).to_owned())).collect(),
        }
    }

    fn states(unit: &UnitResult) -> Vec<(String, LeafState)> {
        let rows = breakdown(&campaign(), "department", unit);
        rows.into_iter()
            .filter_map(|row| match row {
                Row::Leaf { code, state, .. } => Some((code, state)),
                Row::Heading { .. } => None,
            })
            .collect()
    }

    #[test]
    fn a_leaf_has_points_or_lacks_them_or_does_not_apply() {
        assert_eq!(
            states(&result(&[("1.1", "2.50")], &["1.2.1"])),
            [("1.1".into(), LeafState::Points("2.50".into())), ("1.2.1".into(), LeafState::Missing)]
        );
        assert_eq!(states(&result(&[("1.1", "2.50")], &[]))[1].1, LeafState::Excused);
    }

    #[test]
    fn a_heading_names_what_its_leaves_add_up_to() {
        let rows = breakdown(&campaign(), "department", &result(&[], &[]));
        let heading = |code: &str, level, maximum| Row::Heading {
            code: code.into(),
            level,
            maximum: Points::whole(maximum),
        };
        assert_eq!(rows[0], heading("1", Level::Domain, 5));
        assert_eq!(rows[2], heading("1.2", Level::Criterion, 2));
    }
}
