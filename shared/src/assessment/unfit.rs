//! What was said of a leaf and another package takes no more, or takes for other points.

use super::enter::{claimed, is_outside, points_fault};
use super::{settled, standing};
use crate::campaign::Leaf;
use crate::points::Points;
use crate::problem::Problem;
use crate::wire::LeafRecord;

/// The points that stand of a leaf and that it could give before: those above its maximum now, which count no more, and those
/// that are none of its steps now; and points that follow from what a unit declared, where they are others now.
pub fn unfit(before: &Leaf, now: &Leaf, record: &LeafRecord) -> Vec<Problem> {
    let claims = standing(&record.entries).into_iter().filter_map(|entry| entry.said.points.as_ref());
    let given = settled(&record.appraisals).and_then(|it| it.said.points.as_ref());
    let is_new = |points: &Points| {
        let [was, is] = [before, now].map(|leaf| points_fault(leaf, points).map(|fault| fault.code));
        is.is_some() && is != was
    };
    let mut found = Vec::new();
    for points in claims.chain(given).filter(|points| is_new(points)) {
        let above = is_outside(now, points);
        let problem = Problem::new(if above { "import.points_above" } else { "import.points_off_step" });
        let problem = problem.with("unit", &record.unit).with("code", &record.leaf).with("points", points);
        let problem = if above { problem.with("maximum", &now.max_points) } else { problem };
        if !found.contains(&problem) {
            found.push(problem);
        }
    }
    let [was, is] = [before, now].map(|leaf| claimed(leaf, record));
    if let (Some(was), Some(is)) = (was, is)
        && was != is
    {
        let problem =
            Problem::new("import.points_follow").with("unit", &record.unit).with("code", &record.leaf);
        found.push(problem.with("before", was).with("after", is));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::example::campaign;
    use crate::wire::{Appraisal, Declared, Edition, Entry};

    fn edition<T>(position: i64, said: T) -> Edition<T> {
        let (by, at) = ("an".to_owned(), jiff::Timestamp::UNIX_EPOCH);
        Edition { position, over: Vec::new(), by, at, said }
    }

    #[test]
    fn points_are_named_that_another_package_would_not_take_and_this_one_did() {
        let campaign = campaign();
        let leaf = campaign.leaf_of("D1", "3").unwrap();
        let [one, two] = [1, 2].map(|n| Some(Points::whole(n)));
        let record = LeafRecord {
            unit: "D1".to_owned(),
            leaf: "3".to_owned(),
            entries: vec![edition(1, Entry { points: two, ..Entry::default() })],
            appraisals: vec![edition(2, Appraisal { points: one, entry: Some(1), ..Appraisal::default() })],
            ..LeafRecord::default()
        };
        let found = |maximum: i64, steps: &[i64]| {
            let steps = steps.iter().map(|step| Points::whole(*step)).collect();
            let now = Leaf { max_points: Points::whole(maximum), steps, ..leaf.clone() };
            let found = unfit(leaf, &now, &record).into_iter();
            found.map(|it| it.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(found(2, &[]), [""; 0]);
        assert_eq!(found(1, &[]), ["import.points_above code=3 maximum=1 points=2 unit=D1"]);
        assert_eq!(found(2, &[0, 2]), ["import.points_off_step code=3 points=1 unit=D1"]);
        let now = Leaf { max_points: Points::whole(1), ..leaf.clone() };
        assert_eq!(unfit(&now, &now, &record), [], "this package says so already");
    }

    #[test]
    fn points_that_follow_from_a_share_are_named_where_they_become_others() {
        let campaign = campaign();
        let leaf = campaign.leaf_of("D1", "3").unwrap();
        let declared = Declared { done: Points::whole(9), out_of: Points::whole(10) };
        let record = LeafRecord {
            unit: "D1".to_owned(),
            leaf: "3".to_owned(),
            entries: vec![edition(1, Entry { declared: Some(declared), ..Entry::default() })],
            ..LeafRecord::default()
        };
        let now = Leaf { max_points: &leaf.max_points + &leaf.max_points, ..leaf.clone() };
        let found: Vec<String> = unfit(leaf, &now, &record).iter().map(ToString::to_string).collect();
        let [was, is] = [leaf, &now].map(|leaf| claimed(leaf, &record).unwrap());
        assert_ne!(was, is);
        assert_eq!(found, [format!("import.points_follow after={is} before={was} code=3 unit=D1")]);
        assert_eq!(unfit(leaf, leaf, &record), []);
    }
}
