//! A few words that outlive the page, outside the store: enough to notice that the store itself is gone.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was noted under a name.
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&format!("parindex.{name}")).ok()?
}

/// Notes something, or takes the note away.
pub fn note(name: &str, text: Option<&str>) {
    let Some(storage) = storage() else { return };
    let name = format!("parindex.{name}");
    let _ = match text {
        Some(text) => storage.set_item(&name, text),
        None => storage.remove_item(&name),
    };
}
