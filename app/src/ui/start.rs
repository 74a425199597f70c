//! Starts the page: takes the opening words away, runs the app.

use dioxus::core::spawn_forever;
use dioxus::prelude::*;

use super::eviction::use_unsent_noted;
use super::route::Route;
use super::{LANGUAGE, install, session, tablet, update};

/// Starts the page.
pub fn start() {
    if let Some(boot) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(".boot").ok()?)
    {
        boot.remove();
    }
    dioxus::launch(App);
}

#[component]
fn App() -> Element {
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
    rsx! {
        Router::<Route> {}
    }
}
