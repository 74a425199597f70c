//! Where the keyboard goes next.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Gives the keyboard to the element with this id, if it is there.
pub fn focus_on(id: &str) {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|found| found.dyn_into::<HtmlElement>().ok());
    if let Some(element) = found {
        let _ = element.focus();
    }
}
