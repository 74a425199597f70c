//! Before the end: what is missing, the way to it, and what sealing means.

use dioxus::prelude::*;
use shared::form::FaultKind;

use super::super::course::Step;
use super::desk::Desk;
use super::dom;
use crate::ui::{Glyph, Icon, LANGUAGE, Notice, Tone, number, t, tp};

/// So many faults are listed; the rest is a number.
const LISTED: usize = 6;

/// The review.
#[component]
pub fn Review() -> Element {
    let desk = use_context::<Desk>();
    let course = desk.course.read();
    let faults = course.faults();
    let progress = course.instance().progress();
    let no_unit = faults.iter().any(|fault| fault.kind == FaultKind::NoUnit);
    let rest = faults.len().saturating_sub(LISTED);
    let screened_out = course.instance().screened_out();
    rsx! {
        header { class: "ask",
            h1 {
                id: "question",
                class: "question",
                tabindex: "-1",
                onmounted: move |event| dom::focus_mounted(&event),
                {t("field.review")}
            }
        }
        if no_unit {
            Notice { tone: Tone::Error, title: t("field.no-unit"),
                p { {t("field.no-unit-text")} }
            }
        }
        if faults.is_empty() {
            Notice { tone: Tone::Good, title: tp("field.complete", &[("n", &number(progress.answered))]),
                if screened_out {
                    p { {t("field.screened-out")} }
                }
            }
        } else {
            Notice { tone: Tone::Warning, title: tp("field.incomplete", &[("n", &number(faults.len()))]),
                ul { class: "faults",
                    for fault in faults.iter().take(LISTED) {
                        FaultLink { key: "{fault.path}", path: fault.path.clone() }
                    }
                }
                if rest > 0 {
                    p { {tp("field.and-more", &[("n", &number(rest))])} }
                }
            }
        }
        div { class: "seal-words",
            Icon { glyph: Glyph::Seal }
            p { {t("field.seal-text")} }
        }
    }
}

#[component]
fn FaultLink(path: String) -> Element {
    let desk = use_context::<Desk>();
    let course = desk.course.read();
    let Some(asked) = course.asked(&path) else { return rsx! {} };
    let question = desk.text(&asked.question.label);
    let unit = asked.unit.map(|code| desk.unit(code));
    let to = path.clone();
    rsx! {
        li {
            button {
                r#type: "button",
                class: "fault-link",
                lang: LANGUAGE().code(),
                onclick: move |_| desk.ask(Step::To(to.clone())),
                "{question}"
                if let Some(unit) = unit {
                    span { class: "fault-unit", " – {unit}" }
                }
            }
        }
    }
}
