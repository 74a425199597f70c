//! The way from a screen to the pages of the server that say more of it.

use dioxus::prelude::*;

use crate::ui::{drawn, t};

/// A link to a page of the campaign, called by a text.
#[component]
pub fn Further(campaign: String, page: &'static str, text: &'static str) -> Element {
    rsx! {
        p {
            a { class: "button button-quiet", href: drawn(&format!("/r/{campaign}{page}")), {t(text)} }
        }
    }
}
