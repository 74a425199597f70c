//! What is asked of a leaf: the maximum, the rule in words, the points that may be given, the evidence.

use dioxus::prelude::*;
use shared::campaign::{Leaf, Method};

use crate::ui::{LANGUAGE, number, rule_in_words, steps_in_words, t, tp};

/// What is asked.
#[component]
pub fn Asked(leaf: Leaf) -> Element {
    let max = number(&leaf.max_points);
    let evidence = leaf.evidence.get(LANGUAGE().code()).to_owned();
    rsx! {
        aside { class: "leaf-asked", "aria-label": t("desk.asked"),
            dl {
                dt { {t("desk.maximum")} }
                dd { class: "leaf-max", {tp("desk.points", &[("n", &max)])} }
                dt { {t("rule.rule")} }
                dd { {rule_in_words(&leaf)} }
                if leaf.method == Method::SelfScored {
                    dt { {t("rule.allowed")} }
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
