//! What goes on while the page is there: follows the device's store, the session, new versions and the language.

use dioxus::core::spawn_forever;
use dioxus::prelude::*;

use super::eviction::use_unsent_noted;
use super::keeper::keeper;
use super::{LANGUAGE, install, session, update};
use crate::address::Part;

/// Begins to watch. Call it once, at the root.
pub fn use_watch(part: Part) {
    use_hook(|| {
        spawn_forever(install::watch());
        spawn_forever(session::begin());
        if let Some(keeper) = keeper() {
            (keeper.watch)();
        }
        spawn_forever(update::watch(part));
    });
    use_unsent_noted();
    use_effect(|| {
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        if let Some(root) = root {
            let _ = root.set_attribute("lang", LANGUAGE().code());
        }
    });
}
