//! What is done to a whole campaign, and seldom: behind a button, so that no act that undoes a year stands open.

use dioxus::prelude::*;

use super::panel::focus;
use crate::ui::{Glyph, Icon, focus_on, is_composing, t};

/// The id of the button that opens the menu.
pub const MENU: &str = "campaign-menu";

/// A button, and below it while it is open what it holds. Escape closes it.
#[component]
pub fn Menu(label: String, open: Signal<bool>, children: Element) -> Element {
    rsx! {
        div {
            class: "menu",
            onkeydown: move |event| {
                if event.key() == Key::Escape && open() && !is_composing(&event) {
                    open.set(false);
                    focus_on(MENU);
                }
            },
            button {
                id: MENU,
                r#type: "button",
                class: "button button-quiet menu-button",
                "aria-expanded": if open() { "true" } else { "false" },
                "data-do": "campaign-menu",
                onclick: move |_| open.toggle(),
                Icon { glyph: Glyph::More }
                span { class: "menu-label", "{label}" }
            }
            if open() {
                div { class: "menu-list", role: "group", "aria-label": t("office.menu"), tabindex: "-1", onmounted: focus, {children} }
            }
        }
    }
}
