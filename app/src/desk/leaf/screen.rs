//! The screen of one leaf: what is asked, what the unit says, and the way to the next.

use dioxus::prelude::*;
use shared::campaign::Method;
use shared::problem::Problem;

use super::asked::Asked;
use super::decided::Decided;
use super::form::Said;
use super::questions::Questions;
use crate::address::DeskAddress;
use crate::desk::context::use_desk;
use crate::desk::plan::{self, Domain, Line};
use crate::ui::{Glyph, Icon, LANGUAGE, Notice, Tone, t, tp, use_title};

/// One leaf.
#[component]
pub fn LeafScreen(leaf: String) -> Element {
    let desk = use_desk();
    use_title(leaf.clone());
    let lines: Vec<Line> = desk.plan().iter().flat_map(Domain::lines).cloned().collect();
    let Some(nth) = lines.iter().position(|line| line.node.code == leaf) else {
        let absent = Problem::new("assessments.leaf_absent").with("unit", desk.unit()).with("code", &leaf);
        return rsx! {
            Notice { tone: Tone::Error, heading: true, title: t("desk.no-leaf"),
                p { {desk.in_words(&absent)} }
                Link { class: "button", to: desk.at(DeskAddress::Leaves), {t("desk.leaves")} }
            }
        };
    };
    let line = lines[nth].clone();
    let counted = plan::nth(&lines, &leaf);
    let language = LANGUAGE().code();
    let beside = |other: Option<&Line>| other.map(|line| line.node.code.clone());
    let (before, after) =
        (beside(nth.checked_sub(1).and_then(|nth| lines.get(nth))), beside(lines.get(nth + 1)));
    rsx! {
        if let Some((nth, n)) = counted {
            p { class: "leaf-where",
                {tp("desk.leaf-nth", &[("nth", &nth.to_string()), ("n", &n.to_string())])}
            }
        }
        h1 { class: "leaf-title",
            span { class: "leaf-code", "{line.node.code}" }
            " "
            {line.node.name.get(language)}
        }
        div { class: "leaf-columns",
            Asked { leaf: line.leaf.clone() }
            div { class: "leaf-said",
                Questions { code: leaf.clone() }
                if line.leaf.method == Method::Survey {
                    Notice {
                        p { {t("desk.from-survey")} }
                    }
                } else {
                    Decided { code: leaf.clone(), leaf: line.leaf.clone() }
                    Flagged { code: leaf.clone() }
                    Said { code: leaf.clone(), leaf: line.leaf.clone() }
                }
            }
        }
        nav { class: "leaf-ways", "aria-label": t("desk.leaf-ways"),
            if let Some(code) = before {
                Link { class: "button", to: desk.at(DeskAddress::Leaf(code.clone())), "data-do": "before",
                    Icon { glyph: Glyph::Back }
                    {tp("desk.before", &[("code", &code)])}
                }
            }
            Link { class: "button button-quiet", to: desk.at(DeskAddress::Leaves), {t("desk.leaves")} }
            if let Some(code) = after {
                Link { class: "button button-primary", to: desk.at(DeskAddress::Leaf(code.clone())), "data-do": "after",
                    {tp("desk.after", &[("code", &code)])}
                    Icon { glyph: Glyph::Next }
                }
            }
        }
    }
}

/// What appraisers will look at of the evidence that stands, while the unit can still mend it. Faults of the entry itself stand at
/// their fields.
#[component]
fn Flagged(code: String) -> Element {
    let desk = use_desk();
    let book = desk.book.read();
    let flags = book.record.flags.get(&code).into_iter().flatten();
    let flags: Vec<&Problem> = flags.filter(|flag| flag.code.starts_with("flag.")).collect();
    if flags.is_empty() {
        return rsx! {};
    }
    rsx! {
        div { "data-flags": "{flags.len()}",
            Notice { tone: Tone::Warning, title: t("desk.flags"),
                for (nth , flag) in flags.iter().enumerate() {
                    p { key: "{nth}", "data-flag": "{flag.code}", {desk.in_words(flag)} }
                }
            }
        }
    }
}
