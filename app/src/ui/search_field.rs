//! A field that searches what is on the screen by name.

use dioxus::prelude::*;
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Glyph, Icon, is_composing, t};

/// The field. `found` says how many were found, for those who listen, and `none` is shown where none was. Enter goes to the
/// first that was found, Escape takes the search back before it means anything else.
#[component]
pub fn SearchField(
    id: &'static str,
    label: String,
    sought: String,
    found: String,
    none: Option<String>,
    onsearch: EventHandler<String>,
    onenter: EventHandler<()>,
) -> Element {
    let mut field = use_signal(|| None::<HtmlElement>);
    let searched = !sought.is_empty();
    rsx! {
        div { class: "search-field", role: "search",
            Icon { glyph: Glyph::Search }
            input {
                id,
                class: "input",
                r#type: "text",
                inputmode: "search",
                enterkeyhint: "search",
                autocomplete: "off",
                placeholder: "{label}",
                "aria-label": "{label}",
                value: "{sought}",
                onmounted: move |event| field.set(event.as_web_event().dyn_into().ok()),
                oninput: move |event| onsearch.call(event.value()),
                onkeydown: move |event| {
                    if is_composing(&event) {
                        return;
                    }
                    match event.key() {
                        Key::Enter => onenter.call(()),
                        Key::Escape if searched => onsearch.call(String::new()),
                        _ => return,
                    }
                    event.prevent_default();
                    event.stop_propagation();
                },
            }
            if searched {
                button {
                    r#type: "button",
                    class: "button button-quiet",
                    "aria-label": t("common.search-clear"),
                    "data-do": "clear-search",
                    onclick: move |_| {
                        onsearch.call(String::new());
                        if let Some(field) = field.peek().as_ref() {
                            let _ = field.focus();
                        }
                    },
                    Icon { glyph: Glyph::Cross }
                }
            }
            p { class: "visually-hidden", role: "status",
                if searched {
                    "{found}"
                }
            }
        }
        if let Some(none) = none {
            p { class: "search-none", "{none}" }
        }
    }
}
