//! What is asked of a leaf: the maximum, the rule in words, the points that may be given, the evidence.

use dioxus::prelude::*;
use shared::campaign::{Leaf, Method, Rule};

use crate::desk::plan::allowed;
use crate::ui::{LANGUAGE, number, t, tp};

/// The points that may be given, in words.
pub fn steps_in_words(leaf: &Leaf) -> String {
    let steps = allowed(leaf);
    if steps.is_empty() {
        return tp("desk.steps-quarters", &[("max", &number(&leaf.max_points))]);
    }
    steps.iter().map(number).collect::<Vec<_>>().join("; ")
}

/// What is asked.
#[component]
pub fn Asked(leaf: Leaf) -> Element {
    let max = number(&leaf.max_points);
    let evidence = leaf.evidence.get(LANGUAGE().code()).to_owned();
    let rule = match (leaf.method, leaf.rule) {
        (Method::Survey, _) => "desk.rule-survey",
        (_, Some(Rule::Ratio)) => "desk.rule-ratio",
        (_, Some(Rule::YesNo)) => "desk.rule-yes-no",
        _ => "desk.rule-steps",
    };
    rsx! {
        aside { class: "leaf-asked", "aria-label": t("desk.asked"),
            dl {
                dt { {t("desk.maximum")} }
                dd { class: "leaf-max", {tp("desk.points", &[("n", &max)])} }
                dt { {t("desk.rule")} }
                dd { {tp(rule, &[("max", &max)])} }
                if leaf.method == Method::SelfScored {
                    dt { {t("desk.allowed")} }
                    dd { "data-allowed": "true", {steps_in_words(&leaf)} }
                }
                if !evidence.is_empty() {
                    dt { {t("desk.evidence-asked")} }
                    dd { class: "leaf-evidence-asked", "{evidence}" }
                }
            }
        }
    }
}
