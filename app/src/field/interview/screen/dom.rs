//! What the interview does to the document itself: focus and scroll position.

use dioxus::prelude::{Event, MountedData};
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, ScrollToOptions,
};

/// The id of an option's element.
pub fn option_id(path: &str, name: &str) -> String {
    format!("o:{path}:{name}")
}

/// The id of the element that holds a question.
pub fn row_id(path: &str) -> String {
    format!("r:{path}")
}

/// Moves the focus to an element that has just come up.
pub fn focus_mounted(event: &Event<MountedData>) {
    if let Ok(element) = event.as_web_event().dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Moves the focus to an element, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls no farther than needed to show an element.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// A new screen begins at its top.
pub fn to_top() {
    if let Some(window) = web_sys::window() {
        let options = ScrollToOptions::new();
        options.set_top(0.0);
        options.set_behavior(ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// The element with the focus.
pub fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

/// Whether a modal dialog is open: keys belong to it.
pub fn has_dialog() -> bool {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("dialog[open]").ok()?);
    found.is_some()
}

fn by_id(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
