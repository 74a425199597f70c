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

/// The points that may be given on a leaf, as long as they can be told one by one.
pub fn allowed(leaf: &Leaf) -> Vec<Points> {
    const MOST: usize = 13;
    if !leaf.steps.is_empty() {
        return leaf.steps.clone();
    }
    if leaf.rule == Some(Rule::YesNo) {
        return vec![Points::zero(), leaf.max_points.clone()];
    }
    let quarters = (0..).map(|n| &Points::whole(n) / &Points::whole(4));
    let mut steps: Vec<Points> = quarters.take_while(|step| *step < leaf.max_points).take(MOST).collect();
    steps.push(leaf.max_points.clone());
    if steps.len() > MOST { Vec::new() } else { steps }
}

/// The most that may be given on this leaf for so many points: down to the next step.
pub fn down(leaf: &Leaf, points: &Points) -> Points {
    if points >= &leaf.max_points {
        return leaf.max_points.clone();
    }
    if !leaf.steps.is_empty() {
        return leaf.steps.iter().filter(|step| *step <= points).max().cloned().unwrap_or_else(Points::zero);
    }
    if leaf.rule == Some(Rule::YesNo) || points.is_negative() {
        return Points::zero();
    }
    let (one, four) = (Points::whole(1), Points::whole(4));
    let quarters = points * &four;
    let nearest = quarters.rounded(0);
    let whole = if nearest > quarters { &nearest - &one } else { nearest };
    &whole / &four
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

    fn judged(max: &str, rule: Rule, steps: &[&str], points: &[&str]) -> Vec<bool> {
        let leaf = leaf(max, rule, steps);
        points.iter().map(|text| allows(&leaf, &Points::parse(text).unwrap())).collect()
    }

    #[test]
    fn yes_or_no_is_all_or_nothing() {
        assert_eq!(judged("1.5", Rule::YesNo, &[], &["0", "1.5", "0.75", "1"]), [true, true, false, false]);
    }

    #[test]
    fn a_ratio_goes_by_quarters_and_reaches_its_maximum() {
        let given = ["0", "0.25", "1", "1.1", "0.1", "1.25", "-0.25"];
        assert_eq!(judged("1.1", Rule::Ratio, &[], &given), [true, true, true, true, false, false, false]);
    }

    #[test]
    fn named_steps_are_the_only_ones() {
        let given = ["0", "0.3", "1", "0.25", "2"];
        for rule in [Rule::Steps, Rule::YesNo] {
            assert_eq!(judged("1", rule, &["0", "0.3", "1"], &given), [true, true, true, false, false]);
        }
    }

    #[test]
    fn points_go_down_to_the_next_step_that_may_be_given() {
        for (max, rule, steps, points, down_to) in [
            ("2", Rule::Ratio, &[][..], "1.99", "1.75"),
            ("2", Rule::Ratio, &[], "1.75", "1.75"),
            ("1.1", Rule::Ratio, &[], "1.09", "1"),
            ("1.1", Rule::Ratio, &[], "1.1", "1.1"),
            ("2", Rule::Ratio, &[], "0.24", "0"),
            ("1", Rule::Steps, &["0", "0.3", "1"], "0.99", "0.3"),
            ("1", Rule::YesNo, &[], "0.99", "0"),
        ] {
            let leaf = leaf(max, rule, steps);
            let given = down(&leaf, &Points::parse(points).unwrap());
            assert_eq!(given.to_string(), down_to, "{points} of {max}");
            assert!(allows(&leaf, &given));
        }
    }

    #[test]
    fn the_points_that_may_be_given_are_told() {
        let told = |max: &str, rule, steps: &[&str]| {
            let shown = super::allowed(&leaf(max, rule, steps));
            shown.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told("1.1", Rule::Steps, &[]), "0 0.25 0.5 0.75 1 1.1");
        assert_eq!(told("1", Rule::Steps, &["0", "0.3", "1"]), "0 0.3 1");
        assert_eq!(told("2", Rule::YesNo, &[]), "0 2");
        assert_eq!(told("3", Rule::Ratio, &[]), "0 0.25 0.5 0.75 1 1.25 1.5 1.75 2 2.25 2.5 2.75 3");
        assert_eq!(told("4", Rule::Ratio, &[]), "");
    }
}
