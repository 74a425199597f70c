//! The title of the browser's tab. Dioxus sets titles by a generated script, which the content security policy forbids.

use dioxus::prelude::*;

/// Keeps the title of the tab while the screen is shown.
pub fn use_title(title: String) {
    use_effect(use_reactive!(|title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&format!("{title} – Parindex"));
        }
    }));
}
