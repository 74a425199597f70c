//! The field that searches the units on the screen by name.

use dioxus::prelude::*;

use super::super::search::MANY;
use super::desk::Desk;
use super::dom;
use super::keyboard::is_composing;
use crate::ui::{Glyph, Icon, number, t, tp};

const FIELD: &str = "unit-search";

/// The field, where there are many units, with the number of those found.
#[component]
pub fn UnitSearch() -> Element {
    let desk = use_context::<Desk>();
    let sought = desk.sought.read();
    let course = desk.course.peek();
    let paths = &course.screen().paths;
    if paths.len() <= MANY {
        return rsx! {};
    }
    let first = paths.iter().find(|path| desk.is_found(path)).map(|path| dom::row_id(path));
    let found = paths.iter().filter(|path| desk.is_found(path)).count();
    rsx! {
        div { class: "unit-search", role: "search",
            Icon { glyph: Glyph::Search }
            input {
                id: FIELD,
                class: "input",
                r#type: "text",
                inputmode: "search",
                enterkeyhint: "search",
                autocomplete: "off",
                placeholder: t("field.search-unit"),
                "aria-label": t("field.search-unit"),
                value: "{sought}",
                oninput: move |event| desk.search(&event.value()),
                onkeydown: move |event| press(desk, &event, first.as_deref()),
            }
            if !sought.is_empty() {
                button {
                    r#type: "button",
                    class: "button button-quiet",
                    "aria-label": t("field.search-clear"),
                    "data-do": "clear-search",
                    onclick: move |_| {
                        desk.search("");
                        dom::focus(FIELD);
                    },
                    Icon { glyph: Glyph::Cross }
                }
            }
            p { class: "visually-hidden", role: "status",
                if !sought.is_empty() {
                    {tp("field.search-found", &[("n", &number(found))])}
                }
            }
        }
        if found == 0 {
            p { class: "unit-search-none", {t("field.search-none")} }
        }
    }
}

/// Enter goes to the first unit found, Escape takes the search back before it leaves the interview.
fn press(desk: Desk, event: &Event<KeyboardData>, first: Option<&str>) {
    if is_composing(event) {
        return;
    }
    match event.key() {
        Key::Enter => {
            if let Some(row) = first {
                dom::focus_inside(row);
            }
        }
        Key::Escape if !desk.sought.peek().is_empty() => desk.search(""),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
