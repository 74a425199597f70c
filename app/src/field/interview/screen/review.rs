//! Before the end: what is missing, the way to it, and what sealing means.

use dioxus::prelude::*;
use shared::form::FaultKind;

use super::super::course::Step;
use super::super::jump::{Stop, stops};
use super::dom;
use super::interview::Interview;
use crate::ui::{Glyph, Icon, LANGUAGE, Notice, Tone, number, t, tp};

/// So many places are listed; the rest is a number.
const LISTED: usize = 8;

/// The review.
#[component]
pub fn Review() -> Element {
    let interview = use_context::<Interview>();
    let course = interview.followed();
    let faults = course.faults();
    let progress = course.instance().progress();
    let no_unit = faults.iter().any(|fault| fault.kind == FaultKind::NoUnit);
    let places: Vec<_> = stops(&course).into_iter().filter(|stop| stop.standing().is_fault()).collect();
    let rest = places.len().saturating_sub(LISTED);
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
                    for (nth , stop) in places.into_iter().take(LISTED).enumerate() {
                        FaultLink { key: "{nth}", stop }
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

/// The way to a screen on which something is missing, and how much.
#[component]
fn FaultLink(stop: Stop) -> Element {
    let interview = use_context::<Interview>();
    let title = interview.title(&stop);
    let Stop::Entry { key: Some(key), faults, asked, .. } = stop else { return rsx! {} };
    rsx! {
        li {
            button {
                r#type: "button",
                class: "fault-link",
                lang: LANGUAGE().code(),
                "data-to": "{key}",
                onclick: move |_| interview.ask(Step::To(key.clone())),
                "{title}"
            }
            if asked > 1 {
                span { class: "fault-count", {tp("field.next-missing", &[("n", &number(faults))])} }
            }
        }
    }
}
