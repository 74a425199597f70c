//! What goes on while the page is there: follows the device's store, the session, new versions and the language.

use dioxus::core::spawn_forever;
use dioxus::prelude::*;

use super::eviction::use_unsent_noted;
use super::{LANGUAGE, install, session, tablet, update};

/// Begins to watch. Call it once, at the root.
pub fn use_watch() {
    use_hook(|| {
        spawn_forever(install::watch());
        spawn_forever(session::begin());
        spawn_forever(tablet::follow_page());
        spawn_forever(tablet::relay_wakes());
        spawn_forever(tablet::watch_worker());
        spawn_forever(update::watch());
    });
    use_unsent_noted();
    use_effect(|| {
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        if let Some(root) = root {
            let _ = root.set_attribute("lang", LANGUAGE().code());
        }
    });
}
