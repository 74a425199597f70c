//! A question that must be answered before anything else: the browser's own modal dialog.

use dioxus::prelude::*;
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::is_composing;

/// A modal dialog; render it only while it is open. Escape closes it by `onclose`, as the first action should, unless it is
/// an input method's, which takes a word back.
#[component]
pub fn Dialog(title: String, onclose: EventHandler<()>, children: Element, actions: Element) -> Element {
    let mut shown = use_signal(|| None::<HtmlDialogElement>);
    let mut composing = use_signal(|| false);
    // The browser gives the keyboard back to where it was, but only from a dialog that is closed before it is removed.
    use_drop(move || {
        if let Some(dialog) = shown.peek().as_ref() {
            dialog.close();
        }
    });
    rsx! {
        dialog {
            class: "dialog",
            "aria-labelledby": "dialog-title",
            onmounted: move |event| {
                if let Ok(dialog) = event.as_web_event().dyn_into::<HtmlDialogElement>() {
                    let _ = dialog.show_modal();
                    shown.set(Some(dialog));
                }
            },
            oncompositionstart: move |_| composing.set(true),
            oncompositionend: move |_| composing.set(false),
            // A second Escape closes without asking the page, unless the key itself is stopped.
            onkeydown: move |event| {
                if event.key() == Key::Escape && is_composing(&event) {
                    event.prevent_default();
                }
            },
            oncancel: move |event| {
                event.prevent_default();
                if !composing() {
                    onclose.call(());
                }
            },
            h2 { id: "dialog-title", "{title}" }
            div { class: "dialog-body", {children} }
            div { class: "dialog-actions", {actions} }
        }
    }
}
