//! Answers that are written: texts, numbers, dates. Every key is an answer, kept at once.

use dioxus::prelude::*;
use shared::form::Kind;

use super::super::standing::Standing;
use super::super::words::{shown, typed};
use super::desk::Desk;
use super::marks;
use crate::ui::LANGUAGE;

/// The input of a question; `label` is the id of what names it.
#[component]
pub fn Entry(path: String, label: String) -> Element {
    let desk = use_context::<Desk>();
    let course = desk.course.read();
    let Some(asked) = course.asked(&path) else { return rsx! {} };
    let kind = asked.question.kind.clone();
    let value = shown(&kind, asked.value, LANGUAGE());
    let standing = Standing::of(&asked);
    let invalid = standing == Standing::Wrong || (standing == Standing::Missing && course.is_told());
    let is_long = asked.question.appearance.as_deref().is_some_and(|words| words.contains("multiline"));
    let described = marks::words_id(&path);
    let (to, of) = (path.clone(), kind.clone());
    let take = move |event: Event<FormData>| desk.answer(&to, &typed(&of, &event.value()));
    if is_long && kind == Kind::Text {
        return rsx! {
            textarea {
                class: "input entry",
                rows: "4",
                "data-path": "{path}",
                "aria-labelledby": "{label}",
                "aria-describedby": "{described}",
                "aria-invalid": if invalid { "true" } else { "false" },
                required: asked.required,
                value: "{value}",
                oninput: take,
            }
        };
    }
    let (input_type, mode) = match kind {
        Kind::Integer => ("text", "numeric"),
        Kind::Decimal => ("text", "decimal"),
        Kind::Date => ("date", "none"),
        _ => ("text", "text"),
    };
    rsx! {
        input {
            class: "input entry entry-{mode}",
            r#type: input_type,
            inputmode: mode,
            "data-path": "{path}",
            "aria-labelledby": "{label}",
            "aria-describedby": "{described}",
            "aria-invalid": if invalid { "true" } else { "false" },
            required: asked.required,
            autocomplete: "off",
            value: "{value}",
            oninput: take,
        }
    }
}
