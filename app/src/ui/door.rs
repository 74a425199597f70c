//! The form for signing in that stands in the page before the app is there: what was typed goes on in the app's own.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, HtmlInputElement};

/// What was typed at the door.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The name.
    pub username: String,
    /// The password.
    pub password: String,
    /// The form was sent already.
    pub sent: bool,
}

const DOOR: &str = "door";

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn input(id: &str) -> Option<HtmlInputElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens the door: takes it away, and goes on in the fields of the app that bear the names of its own.
pub fn open() -> Typed {
    let Some(door) = document().and_then(|document| document.get_element_by_id(DOOR)) else {
        return Typed::default();
    };
    let sent = door.query_selector("form[data-sent]").is_ok_and(|form| form.is_some());
    let focused = document().and_then(|document| document.active_element()).map(|element| element.id());
    let fields = ["username", "password"].map(|id| (input(&format!("{DOOR}-{id}")), input(id)));
    door.remove();
    let [username, password] = fields.map(|(typed, field)| {
        let (Some(typed), Some(field)) = (typed, field) else { return String::new() };
        let text = typed.value();
        field.set_value(&text);
        if focused.as_ref() == Some(&typed.id()) {
            let _ = field.focus();
            let end = u32::try_from(text.encode_utf16().count()).unwrap_or_default();
            let _ = field.set_selection_range(end, end);
        }
        text
    });
    Typed { username, password, sent }
}

/// Takes the door away where nobody has to sign in.
pub fn remove() {
    if let Some(door) = document().and_then(|document| document.get_element_by_id(DOOR)) {
        let _ = door.dyn_into::<HtmlElement>().map(|door| door.remove());
    }
}
