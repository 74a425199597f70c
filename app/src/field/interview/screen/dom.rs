//! What the interview does to the document itself: focus and scroll position.

use dioxus::prelude::{Event, MountedData, MouseData};
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent, ScrollBehavior, ScrollToOptions};

/// The id of what scrolls: by an id an element is there without a search.
pub const PAGE: &str = "interview-page";

/// The id of what stays above several questions.
pub const ABOVE: &str = "above";

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

/// Moves the focus to the first option or field inside an element that can take it, and brings that into view.
pub fn focus_inside(id: &str) {
    let inside =
        by_id(id).and_then(|element| element.query_selector("[tabindex='0'], input, textarea").ok()?);
    if let Some(element) = inside.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Brings an element into view below the question. If it is not there, it comes to the top, so that as much as possible of
/// what follows is seen with it. Returns whether anything moved.
pub fn bring_up(id: &str) -> bool {
    let (Some(page), Some(element)) = (page(), by_id(id)) else { return false };
    let (edges, element) = (page.get_bounding_client_rect(), element.get_bounding_client_rect());
    let question = by_id(ABOVE).map(|above| above.get_bounding_client_rect().bottom());
    let top = question.unwrap_or_else(|| edges.top());
    if element.top() >= top && element.bottom() <= edges.bottom() {
        return false;
    }
    let options = ScrollToOptions::new();
    options.set_top(element.top() - top);
    page.scroll_by_with_scroll_to_options(&options);
    true
}

/// A new screen begins at its top.
pub fn to_top() {
    if let Some(page) = page() {
        let options = ScrollToOptions::new();
        options.set_top(0.0);
        options.set_behavior(ScrollBehavior::Instant);
        page.scroll_to_with_scroll_to_options(&options);
    }
}

/// What scrolls: the screen between the bar above and the buttons below.
fn page() -> Option<Element> {
    by_id(PAGE)
}

/// The element with the focus.
pub fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

/// Whether a modal dialog is open: keys belong to it.
pub fn has_dialog() -> bool {
    first("dialog[open]").is_some()
}

/// A press of the pointer: whether by a finger or pen, and the number of the click in a row of quick ones.
pub fn tap(event: &Event<MouseData>) -> (bool, i32) {
    let click = event.as_web_event();
    let kind = click.dyn_ref::<PointerEvent>().map(PointerEvent::pointer_type);
    (kind.is_some_and(|kind| kind == "touch" || kind == "pen"), click.detail())
}

fn first(selector: &str) -> Option<Element> {
    web_sys::window()?.document()?.query_selector(selector).ok()?
}

fn by_id(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
