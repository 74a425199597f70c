//! Answers that are written: texts, numbers, dates. Every key is an answer, kept at once.

use dioxus::prelude::*;
use shared::form::Kind;
use shared::interview::{shown, typed};

use super::interview::Interview;
use super::marks;
use crate::ui::LANGUAGE;

/// The input of a question with this answer; `label` is the id of what names it.
///
/// What stands in the field belongs to the person who writes: it is written over only where it no longer means the answer,
/// as when the answer is taken away. So the caret stays, and `12,` and `12.50` stay as they were typed.
#[component]
pub fn Entry(path: String, value: String, required: bool, invalid: bool, label: String) -> Element {
    let interview = use_context::<Interview>();
    let course = interview.course.peek();
    let Some(asked) = course.asked(&path) else { return rsx! {} };
    let kind = asked.question.kind.clone();
    let mut written = use_signal(|| shown(&kind, &value, LANGUAGE()));
    let fresh = shown(&kind, &value, LANGUAGE());
    if *written.peek() != fresh && !course.means(&path, &typed(&kind, &written.peek())) {
        written.set(fresh);
    }
    let is_long = asked.question.appearance.as_deref().is_some_and(|words| words.contains("multiline"));
    let described = marks::words_id(&path);
    let (to, of) = (path.clone(), kind.clone());
    let take = move |event: Event<FormData>| {
        written.set(event.value());
        interview.answer(&to, &typed(&of, &event.value()));
    };
    if is_long && kind == Kind::Text {
        return rsx! {
            textarea {
                class: "input entry",
                rows: "4",
                "data-path": "{path}",
                "aria-labelledby": "{label}",
                "aria-describedby": "{described}",
                "aria-invalid": if invalid { "true" } else { "false" },
                required,
                value: "{written}",
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
            required,
            autocomplete: "off",
            value: "{written}",
            oninput: take,
        }
    }
}
