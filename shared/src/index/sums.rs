//! The points of domains and criteria: what their leaves add up to, exactly.

use std::collections::BTreeMap;

use super::total::UnitPoints;
use crate::campaign::Campaign;
use crate::points::Points;

/// The shown points of each domain and criterion of a unit, by code. One without any leaf with data is not there: it has no
/// points yet, which is not 0.
pub(super) fn sums(campaign: &Campaign, unit_type: &str, points: &UnitPoints) -> BTreeMap<String, String> {
    let nodes = campaign.criteria.iter().filter(|node| node.unit_type == unit_type && node.leaf.is_none());
    nodes
        .filter_map(|node| {
            let below = |code: &str| code.strip_prefix(&*node.code).is_some_and(|rest| rest.starts_with('.'));
            let mut given = points.leaves.iter().filter(|(code, _)| below(code)).peekable();
            given.peek()?;
            let sum: Points = given.map(|(_, points)| points.clone()).sum();
            Some((node.code.clone(), sum.shown(campaign.settings.decimals)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Criterion, Level};
    use crate::index::example;

    fn heading(code: &str, level: Level) -> Criterion {
        Criterion { code: code.into(), level, leaf: None, ..example::campaign().criteria[0].clone() }
    }

    #[test]
    fn leaves_are_added_up_exactly_and_a_heading_without_data_has_no_points() {
        let mut campaign = example::campaign();
        campaign.criteria = vec![
            heading("1", Level::Domain),
            heading("1.1", Level::Criterion),
            heading("1.2", Level::Criterion),
            heading("11", Level::Domain),
        ];
        let third = || Points::parse("1").unwrap() / Points::parse("3").unwrap();
        let points = UnitPoints {
            survey: Points::zero(),
            appraised: Points::zero(),
            total: None,
            missing: vec!["1.2.1", "11.1"],
            leaves: vec![("1.1.1", third()), ("1.1.2", third()), ("1.10", third())],
        };
        let found = sums(&campaign, &campaign.criteria[0].unit_type, &points);
        let shown = |code: &str| found.get(code).map(String::as_str);
        assert_eq!((shown("1"), shown("1.1")), (Some("1.00"), Some("0.67")));
        assert_eq!((shown("1.2"), shown("11")), (None, None));
    }
}
