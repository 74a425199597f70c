//! The window's title and, for screen readers, where they are after a step from screen to screen.

use dioxus::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Route;

/// Names the window after the screen.
pub fn use_title(title: String) {
    use_effect(use_reactive!(|title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&format!("{title} – Parindex"));
        }
    }));
}

/// Puts the focus on the content after each step to another screen, so that a screen reader begins to read there. Another
/// view of the same screen (what stands behind the `?`) leaves it where it is.
pub fn use_focus_on_content() {
    let here = use_route::<Route>().to_string();
    let here = here.split('?').next().unwrap_or_default().to_owned();
    let mut first = use_signal(|| true);
    use_effect(use_reactive!(|here| {
        let _ = here;
        if first.replace(false) {
            return;
        }
        let content = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id("content"))
            .and_then(|content| content.dyn_into::<HtmlElement>().ok());
        if let Some(content) = content {
            let _ = content.focus();
        }
    }));
}
