//! Starts the page: takes the opening words away, runs the app.

use dioxus::prelude::*;

use super::route::Route;
use crate::ui::use_watch;

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
    use_watch();
    rsx! {
        Router::<Route> {}
    }
}
