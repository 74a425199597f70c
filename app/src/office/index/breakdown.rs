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
        /// What its leaves gave, as shown; absent where none has data.
        points: Option<String>,
        /// How many of its leaves lack data.
        missing: usize,
    },
    /// A leaf.
    Leaf {
        /// Its code.
        code: String,
        /// Its level.
        level: Level,
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

/// Takes a unit's result apart, in the order of the criteria sheet. `sums` are the points of its domains and criteria.
pub fn breakdown(
    campaign: &Campaign,
    unit_type: &str,
    unit: &UnitResult,
    sums: &BTreeMap<String, String>,
) -> Vec<Row> {
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
                level: node.level,
                method: leaf.method,
                maximum: leaf.max_points.clone(),
                state: state(&node.code),
            },
            None => Row::Heading {
                code: node.code.clone(),
                level: node.level,
                maximum: maximum_below(campaign, unit_type, &node.code),
                points: sums.get(&node.code).cloned(),
                missing: unit.missing.iter().filter(|leaf| lies_below(leaf, &node.code)).count(),
            },
        })
        .collect()
}

/// Whether a leaf belongs to this domain or criterion.
fn lies_below(leaf: &str, code: &str) -> bool {
    leaf.strip_prefix(code).is_some_and(|rest| rest.starts_with('.'))
}

/// What a total is scaled by: the sum of the unit type's leaves, and what is left of it without those that the unit is excused
/// from. `None` where none is, or all are.
pub fn scale(campaign: &Campaign, unit_type: &str, unit: &UnitResult) -> Option<(Points, Points)> {
    let has_part =
        |code: &String| unit.missing.contains(code) || unit.leaves.iter().any(|(leaf, _)| leaf == code);
    let maxima = |all: bool| -> Points {
        let leaves = campaign.leaves_of(unit_type).filter(|(node, _)| all || has_part(&node.code));
        leaves.map(|(_, leaf)| leaf.max_points.clone()).sum()
    };
    let (maximum, left) = (maxima(true), maxima(false));
    (left != maximum && !left.is_zero()).then_some((maximum, left))
}

/// Whether a total is not the sum of its two parts, by more than rounding makes: leaves are excused, or points were added or taken
/// off.
pub fn is_more_than_parts(unit: &UnitResult, decimals: u32) -> bool {
    let points = |text: &str| Points::parse(text).unwrap_or_else(|_| Points::zero());
    let parts = &points(&unit.appraised) + &points(&unit.survey);
    let rounded = Points::fraction(1, 10_i64.pow(decimals)).unwrap_or_else(Points::zero);
    let total = unit.total.as_deref().map(points);
    total.is_some_and(|total| &total - &parts > rounded || &parts - &total > rounded)
}

/// The plain sum of a unit's leaves of one method as shown; `None` where data lack and there are none yet, which is not 0.
pub fn part<'a>(
    campaign: &Campaign,
    unit_type: &str,
    unit: &'a UnitResult,
    method: Method,
) -> Option<&'a str> {
    let is_of = |code: &str| {
        campaign.leaves_of(unit_type).any(|(node, leaf)| node.code == code && leaf.method == method)
    };
    let has_data = unit.leaves.iter().any(|(code, _)| is_of(code));
    let lacks_data = unit.missing.iter().any(|code| is_of(code));
    let shown = if method == Method::Survey { &unit.survey } else { &unit.appraised };
    (has_data || !lacks_data).then_some(shown.as_str())
}

fn maximum_below(campaign: &Campaign, unit_type: &str, code: &str) -> Points {
    campaign
        .leaves_of(unit_type)
        .filter(|(node, _)| lies_below(&node.code, code))
        .map(|(_, leaf)| leaf.max_points.clone())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::{campaign, unit_result as result};

    fn states(unit: &UnitResult) -> Vec<(String, LeafState)> {
        let rows = breakdown(&campaign(), "department", unit, &BTreeMap::new());
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
    fn a_heading_names_what_its_leaves_gave_and_add_up_to_and_how_many_lack_data() {
        let sums = BTreeMap::from([("1".to_owned(), "2.50".to_owned())]);
        let unit = result(&[("1.1", "2.50")], &["1.2.1"]);
        let rows = breakdown(&campaign(), "department", &unit, &sums);
        let heading = |code: &str, level, maximum, points: Option<&str>| Row::Heading {
            code: code.into(),
            level,
            maximum: Points::whole(maximum),
            points: points.map(str::to_owned),
            missing: 1,
        };
        assert_eq!(rows[0], heading("1", Level::Domain, 5, Some("2.50")));
        assert_eq!(rows[2], heading("1.2", Level::Criterion, 2, None));
    }

    #[test]
    fn a_total_is_scaled_by_what_the_unit_is_not_excused_from() {
        let scale = |unit: &UnitResult| scale(&campaign(), "department", unit);
        assert_eq!(scale(&result(&[("1.1", "2.50")], &[])), Some((Points::whole(5), Points::whole(3))));
        assert_eq!(scale(&result(&[("1.1", "2.50")], &["1.2.1"])), None, "what lacks data is not excused");
        assert_eq!(scale(&result(&[], &[])), None, "excused from all: there is no total");
    }

    #[test]
    fn a_total_that_its_parts_do_not_add_up_to_is_told_apart() {
        let of = |total: Option<&str>, decimals| {
            let (appraised, survey) = ("68.75".to_owned(), "19.09".to_owned());
            let unit = UnitResult { appraised, survey, total: total.map(str::to_owned), ..result(&[], &[]) };
            is_more_than_parts(&unit, decimals)
        };
        assert!(of(Some("89.67"), 2) && of(Some("87.00"), 2), "more or less");
        assert!(!of(Some("87.84"), 2) && !of(Some("87.85"), 2) && !of(Some("87.83"), 2), "it is rounded");
        assert!(of(Some("87.85"), 3) && !of(None, 2));
    }

    #[test]
    fn a_sum_without_data_is_not_nought() {
        let part =
            |unit: &UnitResult, method| part(&campaign(), "department", unit, method).map(str::to_owned);
        let half = result(&[("1.1", "2.50")], &["1.2.1"]);
        let (own, survey) = (method_of("1.1"), method_of("1.2.1"));
        assert_ne!(own, survey, "the example has a leaf of each");
        assert_eq!((part(&half, own), part(&half, survey)), (Some("0.00".into()), None));
        assert_eq!(part(&result(&[], &[]), survey), Some("0.00".into()), "excused from all: nothing lacks");
    }

    fn method_of(code: &str) -> Method {
        campaign().leaves_of("department").find(|(node, _)| node.code == code).expect("a leaf").1.method
    }
}
