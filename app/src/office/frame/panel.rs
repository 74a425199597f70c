//! What opens beside or above a table: a titled panel that takes the keyboard, and a way to close it.

use dioxus::prelude::*;
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;

use crate::address::Address;
use crate::office::name;
use crate::ui::{Glyph, Icon, LANGUAGE, focus_on, is_composing, t};

use super::followed::use_followed;

/// Where the keyboard is in a panel that nobody types into.
pub const PANEL: &str = "panel-title";

/// An open panel; Escape closes it, as its link does. The keyboard then goes back to the element with the id `opener`.
#[component]
pub fn Panel(title: String, close: Address, opener: String, children: Element) -> Element {
    let navigator = use_navigator();
    use_drop(move || focus_on(&opener));
    let to = close.clone();
    rsx! {
        section {
            class: "panel opened",
            "aria-labelledby": PANEL,
            onkeydown: move |event| {
                if event.key() == Key::Escape && !is_composing(&event) {
                    navigator.push(to.clone());
                }
            },
            header { class: "panel-head",
                h2 { id: PANEL, tabindex: "-1", onmounted: focus, "{title}" }
                Link { class: "button button-quiet", to: close, "aria-label": t("office.close"),
                    Icon { glyph: Glyph::Cross }
                    {t("office.close")}
                }
            }
            {children}
        }
    }
}

/// Gives the keyboard to what has just appeared.
pub fn focus(event: Event<MountedData>) {
    if let Ok(element) = event.as_web_event().dyn_into::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// The switch between unit types.
#[component]
pub fn TypeSwitch(chosen: String, choices: Vec<(String, Address)>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    rsx! {
        nav { class: "switch", "aria-label": t("office.unit-type"),
            for (code , to) in choices {
                Link {
                    key: "{code}",
                    class: "switch-choice",
                    to,
                    "aria-current": if code == chosen { "true" },
                    {name::unit_type(&campaign, LANGUAGE(), &code)}
                }
            }
        }
    }
}
