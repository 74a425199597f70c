//! How a leaf is scored, in words: the rule, and the points that may be given.

use shared::assessment::allowed;
use shared::campaign::{Leaf, Method, Rule};

use super::{number, t, tp};

/// The rule.
pub fn rule_in_words(leaf: &Leaf) -> String {
    let key = match (leaf.method, leaf.rule) {
        (Method::Survey, _) => return t("rule.survey"),
        (_, Some(Rule::Ratio)) => "rule.ratio",
        (_, Some(Rule::YesNo)) => "rule.yes-no",
        _ => "rule.steps",
    };
    tp(key, &[("max", &number(&leaf.max_points))])
}

/// The points that may be given.
pub fn steps_in_words(leaf: &Leaf) -> String {
    let steps = allowed(leaf);
    if steps.is_empty() {
        return tp("rule.quarters", &[("max", &number(&leaf.max_points))]);
    }
    steps.iter().map(number).collect::<Vec<_>>().join("; ")
}
