//! Bonus and penalty points: what may be said of them, and which stand.

mod file;

use super::appraise::said;
use crate::campaign::{AdjustmentKind, Campaign};
use crate::points::Points;
use crate::problem::Problem;
use crate::sheet::shows_nothing;
use crate::wire::{Adjusting, AdjustmentRow};
pub use file::{AdjustmentFile, AdjustmentLine};

/// What is wrong with them.
pub fn adjusting_faults(it: &Adjusting) -> Vec<Problem> {
    let points = (it.points <= Points::zero()).then(|| Problem::new("assessments.adjusted_none"));
    let proof = (it.takes_back.is_none() && shows_nothing(&it.evidence))
        .then(|| Problem::new("assessments.adjusted_unproved"));
    points.into_iter().chain(said(&it.reason)).chain(proof).collect()
}

/// What a campaign takes of no appraiser: more decimals than it shows, and more of one kind than its leaves give the unit.
/// `given` are the bonus and penalty points beside those of the package that stand.
pub fn beyond_bounds<'a>(
    campaign: &'a Campaign,
    unit: &str,
    given: impl Iterator<Item = (&'a str, AdjustmentKind, &'a Points)>,
    it: &Adjusting,
) -> Vec<Problem> {
    bounds(campaign, unit, given, it).into_iter().map(|bound| bound.typed(unit)).collect()
}

/// The same of points that stand: given while another package took them, they count.
fn stand_beyond<'a>(
    campaign: &'a Campaign,
    given: impl Iterator<Item = &'a AdjustmentLine>,
    line: &AdjustmentLine,
) -> Vec<Problem> {
    let (given, it) = (given.map(|it| (&*it.unit, it.kind, &it.points)), line.said());
    let bounds = bounds(campaign, &line.unit, given, &it).into_iter();
    bounds.map(|bound| bound.stands(line)).collect()
}

/// Of the points that stand, those that one campaign takes of no appraiser and that another one took.
pub fn unfit_adjustments(before: &Campaign, now: &Campaign, given: &[AdjustmentLine]) -> Vec<Problem> {
    let mut found = Vec::new();
    for (n, line) in given.iter().enumerate() {
        let of = |campaign| stand_beyond(campaign, given[..n].iter(), line);
        let known = of(before);
        found.extend(of(now).into_iter().filter(|it| known.iter().all(|known| known.code != it.code)));
    }
    found
}

/// What points go beyond.
enum Bound {
    /// More decimals than so many.
    Places(u32),
    /// In sum so many, more than the maximum.
    Many(Points, Points),
}

impl Bound {
    /// Of points that somebody types.
    fn typed(self, unit: &str) -> Problem {
        match self {
            Self::Places(decimals) => Problem::new("assessments.adjusted_places").with("decimals", decimals),
            Self::Many(points, maximum) => {
                let problem = Problem::new("assessments.adjusted_many").with("unit", unit);
                problem.with("points", points).with("maximum", maximum)
            }
        }
    }

    /// Of points that stand.
    fn stands(self, line: &AdjustmentLine) -> Problem {
        match self {
            Self::Places(decimals) => {
                let problem = Problem::new("import.adjusted_places").with("unit", &line.unit);
                problem.with("points", &line.points).with("decimals", decimals)
            }
            Self::Many(points, maximum) => {
                let problem = Problem::new("import.adjusted_many").with("unit", &line.unit);
                problem.with("points", points).with("maximum", maximum)
            }
        }
    }
}

fn bounds<'a>(
    campaign: &'a Campaign,
    unit: &str,
    given: impl Iterator<Item = (&'a str, AdjustmentKind, &'a Points)>,
    it: &Adjusting,
) -> Vec<Bound> {
    let Some(judged) = campaign.unit(unit).filter(|_| it.takes_back.is_none()) else { return Vec::new() };
    let decimals = campaign.settings.decimals;
    let places = (it.points.rounded(decimals) != it.points).then_some(Bound::Places(decimals));
    let packaged = campaign.adjustments.iter().map(|row| (&*row.unit, row.kind, &row.points));
    let own = packaged.chain(given).filter(|(of, kind, _)| *of == unit && *kind == it.kind);
    let sum: Points = own.map(|(.., points)| points.clone()).chain([it.points.clone()]).sum();
    let leaves = campaign.leaves_of(&judged.unit_type);
    let maximum: Points = leaves.map(|(_, leaf)| leaf.max_points.clone()).sum();
    let many = (sum > maximum).then_some(Bound::Many(sum, maximum));
    places.into_iter().chain(many).collect()
}

/// Those that stand: given, and not taken back.
pub fn adjusted(rows: &[AdjustmentRow]) -> impl Iterator<Item = &AdjustmentRow> {
    let gone = |position: i64| rows.iter().any(|row| row.said.takes_back == Some(position));
    rows.iter().filter(move |row| row.said.takes_back.is_none() && !gone(row.position))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Adjustment;
    use crate::index::example::campaign;

    fn bonus(points: &str, takes_back: Option<i64>) -> Adjusting {
        Adjusting {
            kind: AdjustmentKind::Bonus,
            points: Points::parse(points).unwrap(),
            reason: "sáng kiến".to_owned(),
            evidence: "12/QĐ-UBND".to_owned(),
            takes_back,
        }
    }

    fn faults(it: Adjusting) -> Vec<String> {
        adjusting_faults(&it).into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn points_need_a_reason_and_a_proof_and_are_positive() {
        let blank = String::new;
        assert_eq!(faults(bonus("0.5", None)), [""; 0]);
        assert_eq!(faults(bonus("0", None)), ["assessments.adjusted_none"]);
        assert_eq!(faults(bonus("-1", None)), ["assessments.adjusted_none"]);
        assert_eq!(faults(Adjusting { reason: " ".into(), ..bonus("1", None) }), ["assessments.text_blank"]);
        assert_eq!(
            faults(Adjusting { evidence: blank(), ..bonus("1", None) }),
            ["assessments.adjusted_unproved"]
        );
        assert_eq!(faults(Adjusting { evidence: blank(), ..bonus("1", Some(1)) }), [""; 0]);
    }

    #[test]
    fn no_more_decimals_than_the_campaign_shows_and_no_more_in_sum_than_the_leaves_give() {
        let mut campaign = campaign();
        let nine = Points::whole(9);
        let found = |campaign: &Campaign, given: &[(&str, AdjustmentKind, &Points)], points: &str| {
            let found =
                beyond_bounds(campaign, "D1", given.iter().copied(), &bonus(points, None)).into_iter();
            found.map(|it| it.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(found(&campaign, &[], "10"), [""; 0], "as much as the leaves give");
        assert_eq!(found(&campaign, &[], "0.05"), [""; 0]);
        assert_eq!(found(&campaign, &[], "0.005"), ["assessments.adjusted_places decimals=2"]);
        let many = "assessments.adjusted_many maximum=10 points=10.5 unit=D1".to_owned();
        assert_eq!(found(&campaign, &[], "10.5"), std::slice::from_ref(&many));
        let others = [("D2", AdjustmentKind::Bonus, &nine), ("D1", AdjustmentKind::Penalty, &nine)];
        assert_eq!(found(&campaign, &others, "1.5"), [""; 0], "another unit's, and the other kind");
        assert_eq!(
            found(&campaign, &[("D1", AdjustmentKind::Bonus, &nine)], "1.5"),
            std::slice::from_ref(&many)
        );
        let (unit, reason) = ("D1".to_owned(), "a".to_owned());
        campaign.adjustments = vec![Adjustment { unit, kind: AdjustmentKind::Bonus, points: nine, reason }];
        assert_eq!(found(&campaign, &[], "1.5"), [many], "those of the package are part of the sum");
        let back = bonus("10.555", Some(1));
        assert_eq!(
            beyond_bounds(&campaign, "D1", [].into_iter(), &back),
            [],
            "what stands can be taken back"
        );
    }

    #[test]
    fn points_that_stand_are_named_where_another_package_would_not_take_them() {
        let before = campaign();
        let line = |points: &str| AdjustmentLine {
            id: uuid::Uuid::nil(),
            unit: "D1".to_owned(),
            kind: AdjustmentKind::Bonus,
            points: Points::parse(points).unwrap(),
            reason: "a".to_owned(),
            evidence: "b".to_owned(),
        };
        let given = [line("6.25"), line("3")];
        let mut now = before.clone();
        let found = |before: &Campaign, now: &Campaign| {
            let found = unfit_adjustments(before, now, &given).into_iter();
            found.map(|it| it.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(found(&before, &now), [""; 0]);
        now.settings.decimals = 1;
        let places = "import.adjusted_places decimals=1 points=6.25 unit=D1".to_owned();
        assert_eq!(found(&before, &now), std::slice::from_ref(&places));
        for leaf in now.criteria.iter_mut().filter_map(|node| node.leaf.as_mut()) {
            leaf.max_points = &leaf.max_points / &Points::whole(2);
        }
        let many = |points: &str| format!("import.adjusted_many maximum=5 points={points} unit=D1");
        assert_eq!(found(&before, &now), [places, many("6.25"), many("9.25")]);
        assert_eq!(found(&now, &now), [""; 0], "this package says so already");
    }

    #[test]
    fn what_was_taken_back_stands_no_more() {
        let row = |position, said| AdjustmentRow {
            position,
            id: uuid::Uuid::nil(),
            unit: "SNV".to_owned(),
            said,
            by: "td1".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let rows = [row(1, bonus("1", None)), row(2, bonus("2", None)), row(3, bonus("1", Some(1)))];
        assert_eq!(adjusted(&rows).map(|row| row.position).collect::<Vec<_>>(), [2]);
    }
}
