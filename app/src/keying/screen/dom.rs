//! What keying does to the document itself: the field for what is typed, and what is in view.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlInputElement, ScrollToOptions};

/// The id of the field into which everything is typed.
pub const FIELD: &str = "key";

/// The id of what stays above the paper.
pub const BAR: &str = "key-bar";

/// The id of the place of a field on the paper.
pub fn place(nth: usize) -> String {
    format!("f:{nth}")
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The field for what is typed. It stays the same from paper to paper, so that no key falls between two.
fn field() -> Option<HtmlInputElement> {
    document()?.get_element_by_id(FIELD)?.dyn_into().ok()
}

/// What stands in it.
pub fn typed() -> String {
    field().map(|field| field.value()).unwrap_or_default()
}

/// Writes it anew, at once: the next key may come before the screen is drawn.
pub fn write(value: &str) {
    if let Some(field) = field() {
        field.set_value(value);
    }
}

/// Puts the keyboard into it.
pub fn focus() {
    if let Some(field) = field() {
        let _ = field.focus();
    }
}

/// Brings a place of the paper into view, below what stays above.
pub fn bring(nth: usize) {
    let Some((window, document)) = web_sys::window().zip(document()) else { return };
    let Some(place) = document.get_element_by_id(&place(nth)) else { return };
    let above = document.get_element_by_id(BAR).map_or(0.0, |bar| bar.get_bounding_client_rect().bottom());
    let below = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let place = place.get_bounding_client_rect();
    if place.top() >= above && place.bottom() <= below {
        return;
    }
    let options = ScrollToOptions::new();
    options.set_top(place.top() - (above + below) / 2.0);
    window.scroll_by_with_scroll_to_options(&options);
}

/// Goes to the top of the page.
pub fn to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
