//! Starts a page of the app.

use dioxus::LaunchBuilder;
use dioxus::prelude::*;

use super::page::Page;
use super::route::Route;
use crate::ui::{keep_by, use_part_noted, use_watch};

/// Starts a page.
pub fn start(page: Page) {
    keep_by(page.keeper);
    LaunchBuilder::new().with_context(page).launch(App);
}

#[component]
fn App() -> Element {
    let part = use_context::<Page>().part;
    use_watch(part);
    use_part_noted(part);
    rsx! {
        Router::<Route> {}
    }
}
