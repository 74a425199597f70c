//! One question on a screen, to be read across the table.

use dioxus::prelude::*;
use shared::form::Kind;

use super::dom;
use super::entry::Entry;
use super::interview::Interview;
use super::marks::{SavedMark, Words};
use super::options::{Layout, Options};
use crate::field::advice::Advice;
use crate::ui::{Glyph, Icon, LANGUAGE, t};

/// A question or note.
#[component]
pub fn One(path: String) -> Element {
    let interview = use_context::<Interview>();
    let course = interview.followed();
    let (Some(asked), Some(row)) = (course.asked(&path), interview.row(&path)) else { return rsx! {} };
    let section = interview.text(&course.screen().section);
    let question = interview.text(&asked.question.label);
    let unit = asked.unit.map(|code| interview.unit(code));
    let is_note = asked.question.kind == Kind::Note;
    let clearable = !asked.required && asked.open && !asked.value.is_empty();
    let optional = !asked.required && asked.open;
    let to = path.clone();
    rsx! {
        header { class: "ask", id: dom::row_id(&path),
            if !section.is_empty() {
                p { class: "section", lang: LANGUAGE().code(), "{section}" }
            }
            if let Some(unit) = unit {
                p { class: "unit", "{unit}" }
            }
            h1 {
                id: "question",
                class: if is_note { "question question-note" } else { "question" },
                tabindex: "-1",
                lang: LANGUAGE().code(),
                onmounted: move |event| dom::focus_mounted(&event),
                "{question}"
            }
            if optional {
                p { class: "optional", {t("field.optional")} }
            }
            Words { path: path.clone(), told: row.told }
            Advice { instructions: interview.instructions_here() }
        }
        div { class: "answer", "data-row": "{path}",
            match asked.question.kind {
                Kind::SelectOne(_) | Kind::SelectMultiple(_) => rsx! {
                    Options {
                        path: path.clone(),
                        value: row.value,
                        required: row.required,
                        invalid: row.told,
                        layout: Layout::Rows,
                        label: "question",
                    }
                },
                _ if asked.open => rsx! {
                    Entry {
                        path: path.clone(),
                        value: row.value,
                        required: row.required,
                        invalid: row.told,
                        label: "question",
                    }
                },
                _ => rsx! {},
            }
        }
        div { class: "kept",
            p { role: "status", SavedMark { path: path.clone(), keeping: row.keeping } }
            if clearable {
                button {
                    r#type: "button",
                    class: "button button-quiet",
                    "data-do": "clear",
                    onclick: move |_| interview.answer(&to, ""),
                    Icon { glyph: Glyph::Cross }
                    {t("field.clear")}
                }
            }
        }
    }
}
