//! A question that must be answered before anything else: the browser's own modal dialog.

use dioxus::prelude::*;
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

fn focused() -> Option<HtmlElement> {
    web_sys::window()?.document()?.active_element()?.dyn_into().ok()
}

/// A modal dialog; render it only while it is open. Escape closes it by `onclose`, as the first action should. The focus
/// goes back to where it was.
#[component]
pub fn Dialog(title: String, onclose: EventHandler<()>, children: Element, actions: Element) -> Element {
    let before = use_hook(focused);
    use_drop(move || {
        if let Some(element) = before {
            let _ = element.focus();
        }
    });
    rsx! {
        dialog {
            class: "dialog",
            "aria-labelledby": "dialog-title",
            onmounted: move |event| {
                if let Ok(dialog) = event.as_web_event().dyn_into::<HtmlDialogElement>() {
                    let _ = dialog.show_modal();
                }
            },
            oncancel: move |event| {
                event.prevent_default();
                onclose.call(());
            },
            h2 { id: "dialog-title", "{title}" }
            div { class: "dialog-body", {children} }
            div { class: "dialog-actions", {actions} }
        }
    }
}
