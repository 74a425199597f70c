//! Which points may be given on a self leaf.

use crate::campaign::{Leaf, Rule};
use crate::points::Points;

/// Whether these points may be given on this leaf: its steps where it names them, else all or nothing for `yes_no`, else
/// quarters of a point and the maximum, so that a whole leaf can be earned where it is no multiple of a quarter.
pub fn allows(leaf: &Leaf, points: &Points) -> bool {
    if points.is_negative() || points > &leaf.max_points {
        return false;
    }
    if !leaf.steps.is_empty() {
        return leaf.steps.contains(points);
    }
    let quarters = points * &Points::whole(4);
    points == &leaf.max_points
        || points.is_zero()
        || (leaf.rule != Some(Rule::YesNo) && quarters.rounded(0) == quarters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Method, Name};

    fn leaf(max: &str, rule: Rule, steps: &[&str]) -> Leaf {
        let parse = |text: &str| Points::parse(text).unwrap();
        Leaf {
            max_points: parse(max),
            method: Method::SelfScored,
            rule: Some(rule),
            steps: steps.iter().map(|step| parse(step)).collect(),
            evidence: Name::default(),
        }
    }

    fn allowed(max: &str, rule: Rule, steps: &[&str], points: &[&str]) -> Vec<bool> {
        let leaf = leaf(max, rule, steps);
        points.iter().map(|text| allows(&leaf, &Points::parse(text).unwrap())).collect()
    }

    #[test]
    fn yes_or_no_is_all_or_nothing() {
        assert_eq!(allowed("1.5", Rule::YesNo, &[], &["0", "1.5", "0.75", "1"]), [true, true, false, false]);
    }

    #[test]
    fn a_ratio_goes_by_quarters_and_reaches_its_maximum() {
        let given = ["0", "0.25", "1", "1.1", "0.1", "1.25", "-0.25"];
        assert_eq!(allowed("1.1", Rule::Ratio, &[], &given), [true, true, true, true, false, false, false]);
    }

    #[test]
    fn named_steps_are_the_only_ones() {
        let given = ["0", "0.3", "1", "0.25", "2"];
        for rule in [Rule::Steps, Rule::YesNo] {
            assert_eq!(allowed("1", rule, &["0", "0.3", "1"], &given), [true, true, true, false, false]);
        }
    }
}
