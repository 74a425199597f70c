//! The points of domains and criteria: what their leaves add up to, exactly.

use std::collections::BTreeMap;

use super::scheme::Framework;
use super::total::UnitPoints;
use crate::points::Sum;

/// The shown points of each domain and criterion of a unit, by code. One without any leaf with data is not there: it has no
/// points yet, which is not 0.
pub(super) fn sums(framework: &Framework, points: &UnitPoints, decimals: u32) -> BTreeMap<String, String> {
    let shown = |(code, below): &(String, Vec<usize>)| {
        let mut given = below.iter().filter_map(|nth| points.leaves[*nth].as_ref()).peekable();
        given.peek()?;
        let mut sum = Sum::default();
        given.for_each(|leaf| sum.add_all(leaf));
        Some((code.clone(), sum.shown(decimals)))
    };
    framework.headings.iter().filter_map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Criterion, Level};
    use crate::index::{Scheme, example};
    use crate::points::Points;

    fn node(code: &str, level: Level) -> Criterion {
        let campaign = example::campaign();
        let leaf = (level == Level::Sub).then(|| campaign.criteria[1].leaf.clone()).flatten();
        Criterion { code: code.into(), level, leaf, ..campaign.criteria[0].clone() }
    }

    #[test]
    fn leaves_are_added_up_exactly_and_a_heading_without_data_has_no_points() {
        let mut campaign = example::campaign();
        campaign.criteria = [("1", Level::Domain), ("1.1", Level::Criterion), ("1.2", Level::Criterion)]
            .into_iter()
            .chain([
                ("11", Level::Domain),
                ("1.1.1", Level::Sub),
                ("1.1.2", Level::Sub),
                ("1.10", Level::Sub),
            ])
            .chain([("1.2.1", Level::Sub), ("11.1", Level::Sub)])
            .map(|(code, level)| node(code, level))
            .collect();
        let third = || Some(Sum::from(&Points::parse("1/3").unwrap()));
        let points = UnitPoints {
            survey: Sum::default(),
            appraised: Sum::default(),
            total: None,
            missing: vec!["1.2.1", "11.1"],
            leaves: vec![third(), third(), third(), None, None],
            excused: Vec::new(),
            factor: Points::whole(1),
        };
        let found = sums(&Scheme::of(&campaign).frameworks[0], &points, 2);
        let shown = |code: &str| found.get(code).map(String::as_str);
        assert_eq!((shown("1"), shown("1.1")), (Some("1.00"), Some("0.67")));
        assert_eq!((shown("1.2"), shown("11")), (None, None));
    }
}
