//! Starts a page of the app.

use dioxus::LaunchBuilder;
use dioxus::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::page::Page;
use super::route::Route;
use crate::platform::provide_history;
use crate::ui::{bring_noted, keep_by, use_part_noted, use_watch};

/// Starts a page, in the language that was chosen here.
pub fn start(page: Page) {
    keep_by(page.keeper);
    spawn_local(async move {
        bring_noted().await;
        LaunchBuilder::new().with_context(page).launch(App);
    });
}

#[component]
fn App() -> Element {
    let part = use_context::<Page>().part;
    use_hook(provide_history);
    use_watch(part);
    use_part_noted(part);
    rsx! {
        Router::<Route> {}
    }
}
