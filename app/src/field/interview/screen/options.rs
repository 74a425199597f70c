//! Options to choose from: whole rows, or side by side under a unit's name.

use dioxus::prelude::*;
use shared::form::{Choice, Kind};
use shared::interview::toggled;

use super::interview::Interview;
use super::{dom, marks};
use crate::ui::{Glyph, Icon, LANGUAGE};

/// How options layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One below the other, each a whole row.
    Rows,
    /// Side by side.
    Beside,
}

/// The options of a question with this answer; `label` is the id of what names it.
#[component]
pub fn Options(
    path: String,
    value: String,
    required: bool,
    invalid: bool,
    layout: Layout,
    label: String,
) -> Element {
    let interview = use_context::<Interview>();
    let choose = use_callback({
        let path = path.clone();
        move |name: String| choose(interview, &path, &name)
    });
    let course = interview.course.peek();
    let Some(asked) = course.asked(&path) else { return rsx! {} };
    let (list, several) = match &asked.question.kind {
        Kind::SelectOne(list) => (list, false),
        Kind::SelectMultiple(list) => (list, true),
        _ => return rsx! {},
    };
    let choices = course.definition().choices.get(list).map_or(&[][..], Vec::as_slice);
    let is_chosen = |name: &str| value.split_ascii_whitespace().any(|chosen| chosen == name);
    rsx! {
        div {
            class: match layout {
                Layout::Rows => "options",
                Layout::Beside => "segments",
            },
            role: if several { "group" } else { "radiogroup" },
            "aria-labelledby": "{label}",
            "aria-describedby": marks::words_id(&path),
            "aria-required": if several { None } else { Some(required.to_string()) },
            "aria-invalid": if several { None } else { Some(invalid.to_string()) },
            for (nth , choice) in choices.iter().enumerate() {
                button {
                    key: "{choice.name}",
                    id: dom::option_id(&path, &choice.name),
                    r#type: "button",
                    class: "option",
                    role: if several { "checkbox" } else { "radio" },
                    "aria-checked": if is_chosen(&choice.name) { "true" } else { "false" },
                    tabindex: if several || choice.name == value || (value.is_empty() && nth == 0) { "0" } else { "-1" },
                    "data-path": "{path}",
                    "data-answer": "{choice.name}",
                    lang: LANGUAGE().code(),
                    onclick: {
                        let name = choice.name.clone();
                        move |event: Event<MouseData>| {
                            let (touch, count) = dom::tap(&event);
                            if !interview.is_echo(touch, count) {
                                choose.call(name.clone());
                            }
                        }
                    },
                    // Of many rows each element costs; beside each other the colour says which is chosen.
                    if layout == Layout::Rows {
                        span { class: "option-mark",
                            if is_chosen(&choice.name) {
                                Icon { glyph: Glyph::Check }
                            }
                        }
                    }
                    span { class: "option-label", {label_of(interview, choice)} }
                }
            }
        }
    }
}

fn label_of(interview: Interview, choice: &Choice) -> String {
    let label = interview.text(&choice.label);
    if label.is_empty() { choice.name.clone() } else { label }
}

/// An option was tapped.
fn choose(interview: Interview, path: &str, name: &str) {
    let toggled = {
        let course = interview.course.peek();
        match course.asked(path).map(|asked| (&asked.question.kind, asked.value)) {
            Some((Kind::SelectMultiple(list), value)) => {
                let options = course.definition().choices.get(list).into_iter().flatten();
                Some(toggled(value, name, options.map(|choice| choice.name.as_str())))
            }
            _ => None,
        }
    };
    match toggled {
        Some(value) => interview.answer(path, &value),
        None => {
            interview.answer(path, name);
            if interview.has_several() {
                interview.go_on(path);
            }
        }
    }
}
