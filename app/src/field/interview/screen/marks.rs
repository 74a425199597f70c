//! The words around a question: hint, what is wrong with the answer, whether it is on disk.

use dioxus::prelude::*;
use shared::interview::fault;

use super::super::ledger::Keeping;
use super::interview::Interview;
use crate::ui::{Glyph, Icon, LANGUAGE, t};

/// The id of the words that describe a question.
pub fn words_id(path: &str) -> String {
    format!("w:{path}")
}

/// The hint, and what is wrong where it is to be `told`. What was told keeps its place when it is mended: nothing moves
/// under the finger that mends it.
#[component]
pub fn Words(path: String, told: bool) -> Element {
    let interview = use_context::<Interview>();
    let mut last = use_signal(|| None::<String>);
    let course = interview.course.peek();
    let Some(asked) = course.asked(&path) else { return rsx! {} };
    let hint = interview.text(&asked.question.hint);
    let fault = told.then(|| fault(course.definition(), &asked, LANGUAGE())).flatten();
    if fault.is_some() && *last.peek() != fault {
        last.set(fault.clone());
    }
    let room = if fault.is_none() { last.peek().clone() } else { None };
    rsx! {
        div { id: words_id(&path), class: "words", "aria-live": "polite",
            if !hint.is_empty() {
                p { class: "hint", lang: LANGUAGE().code(), "{hint}" }
            }
            if asked.question.personal {
                p { class: "hint", {t("consent.apart")} }
            }
            if let Some(fault) = fault {
                p { class: "fault", "data-fault": "{path}",
                    Icon { glyph: Glyph::Warning }
                    span { "{fault}" }
                }
            }
            if let Some(room) = room {
                p { class: "fault fault-mended", "aria-hidden": "true",
                    Icon { glyph: Glyph::Warning }
                    span { "{room}" }
                }
            }
        }
    }
}

/// Whether the answer is on disk, in words; where it is `brief`, they are the sign's name. Words that are drawn and clipped
/// away would cost each of many rows a clip of its own. There the sign is drawn before it says anything: one that came and
/// went would have the page laid out at every answer, one that only takes colour is painted.
#[component]
pub fn SavedMark(path: String, keeping: Option<Keeping>, #[props(default)] brief: bool) -> Element {
    let (class, glyph, words) = match keeping {
        Some(Keeping::Saved) => ("saved", Glyph::Check, t("field.saved")),
        Some(Keeping::Saving) => ("saving", Glyph::Check, t("field.saving")),
        Some(Keeping::Lost(_)) => ("lost", Glyph::Warning, t("field.not-saved-short")),
        None if brief => ("unsaid", Glyph::Check, String::new()),
        None => return rsx! {},
    };
    let named = brief && !words.is_empty();
    rsx! {
        span {
            class,
            role: named.then_some("img"),
            "aria-label": named.then(|| words.clone()),
            "data-saved": (class == "saved").then_some(path),
            svg { class: "icon", view_box: "0 0 24 24", "aria-hidden": "true",
                path { class: "now", d: glyph.path() }
                path { class: "later", d: Glyph::Clock.path() }
            }
            if !brief {
                span { "{words}" }
            }
        }
    }
}
