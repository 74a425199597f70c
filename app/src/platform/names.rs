//! The order of names, by the tables of Unicode that the browser has.

use js_sys::JsString;
use shared::collate::{NameKey, key_of};

/// What this name is sorted by.
pub fn name_key(name: &str) -> NameKey {
    let decomposed = String::from(JsString::from(name).normalize("NFD"));
    key_of(name, decomposed.chars())
}
