//! The points of domains and criteria: what their leaves add up to, exactly.

use super::total::UnitPoints;
use crate::points::Sum;

/// What the leaves with these numbers add up to; `None` where none of them has data.
pub(super) fn sum(below: &[usize], points: &UnitPoints) -> Option<Sum> {
    let mut given = below.iter().filter_map(|nth| points.leaves[*nth].as_ref()).peekable();
    given.peek()?;
    let mut sum = Sum::default();
    given.for_each(|leaf| sum.add_all(leaf));
    Some(sum)
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
        let scheme = Scheme::of(&campaign);
        let shown = |code: &str| {
            let (_, below) = scheme.frameworks[0].headings.iter().find(|(own, _)| own == code).unwrap();
            sum(below, &points).map(|sum| sum.shown(2))
        };
        assert_eq!((shown("1"), shown("1.1")), (Some("1.00".to_owned()), Some("0.67".to_owned())));
        assert_eq!((shown("1.2"), shown("11")), (None, None));
    }
}
