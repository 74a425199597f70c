//! An address that leads nowhere.

use dioxus::prelude::*;

use crate::ui::{Notice, Route, Tone, t, tp};

/// Says so, and leads home.
#[component]
pub fn NotFound(segments: Vec<String>) -> Element {
    let address = format!("/{}", segments.join("/"));
    rsx! {
        Notice { tone: Tone::Warning, title: t("common.not-found"),
            p { {tp("common.not-found-text", &[("address", &address)])} }
            Link { class: "button", to: Route::Home {}, {t("common.home")} }
        }
    }
}
