//! Options to choose from: whole rows, or side by side under a unit's name.

use dioxus::prelude::*;
use shared::form::{Choice, Kind};

use super::super::standing::Standing;
use super::super::words::toggled;
use super::desk::Desk;
use super::{dom, marks};
use crate::ui::{Glyph, Icon, LANGUAGE};

/// How options lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// One below the other, each a whole row.
    Rows,
    /// Side by side.
    Beside,
}

/// The options of a question; `label` is the id of what names it.
#[component]
pub fn Options(path: String, lie: Lie, label: String) -> Element {
    let desk = use_context::<Desk>();
    let course = desk.course.read();
    let Some(asked) = course.asked(&path) else { return rsx! {} };
    let (list, several) = match &asked.question.kind {
        Kind::SelectOne(list) => (list, false),
        Kind::SelectMultiple(list) => (list, true),
        _ => return rsx! {},
    };
    let choices = course.definition().choices.get(list).cloned().unwrap_or_default();
    let chosen: Vec<_> = asked.value.split_ascii_whitespace().map(str::to_owned).collect();
    let invalid = Standing::of(&asked).is_fault() && course.is_told();
    let names: Vec<_> = choices.iter().map(|choice| choice.name.clone()).collect();
    let value = asked.value.to_owned();
    let choose = use_callback({
        let path = path.clone();
        move |name: String| {
            let value = desk.course.peek().value(&path);
            if several {
                desk.answer(&path, &toggled(&value, &name, names.iter().map(String::as_str)));
            } else {
                desk.answer(&path, &name);
                if desk.has_several() {
                    desk.go_on(&path);
                }
            }
        }
    });
    rsx! {
        div {
            class: match lie {
                Lie::Rows => "options",
                Lie::Beside => "segments",
            },
            role: if several { "group" } else { "radiogroup" },
            "aria-labelledby": "{label}",
            "aria-describedby": marks::words_id(&path),
            "aria-required": if several { None } else { Some(asked.required.to_string()) },
            "aria-invalid": if several { None } else { Some(invalid.to_string()) },
            for (nth , choice) in choices.into_iter().enumerate() {
                OptionRow {
                    key: "{choice.name}",
                    path: path.clone(),
                    checked: chosen.contains(&choice.name),
                    reachable: several || choice.name == value || (chosen.is_empty() && nth == 0),
                    choice,
                    several,
                    choose,
                }
            }
        }
    }
}

#[component]
fn OptionRow(
    path: String,
    choice: Choice,
    several: bool,
    checked: bool,
    reachable: bool,
    choose: Callback<String>,
) -> Element {
    let desk = use_context::<Desk>();
    let label = desk.text(&choice.label);
    let label = if label.is_empty() { choice.name.clone() } else { label };
    let name = choice.name.clone();
    rsx! {
        button {
            id: dom::option_id(&path, &choice.name),
            r#type: "button",
            class: "option",
            role: if several { "checkbox" } else { "radio" },
            "aria-checked": if checked { "true" } else { "false" },
            tabindex: if reachable { "0" } else { "-1" },
            "data-path": "{path}",
            "data-answer": "{choice.name}",
            lang: LANGUAGE().code(),
            onclick: move |event| {
                let (touch, count) = dom::tap(&event);
                if !desk.is_echo(touch, count) {
                    choose.call(name.clone());
                }
            },
            span { class: "option-mark",
                if checked {
                    Icon { glyph: Glyph::Check }
                }
            }
            span { class: "option-label", "{label}" }
        }
    }
}
