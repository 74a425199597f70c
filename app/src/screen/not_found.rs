//! An address that leads nowhere.

use dioxus::prelude::*;

use crate::address::Address;
use crate::ui::{Notice, Tone, t, tp, use_title};

/// Says so, and leads home.
#[component]
pub fn NotFound(segments: Vec<String>) -> Element {
    let address = format!("/{}", segments.join("/"));
    use_title(t("common.not-found"));
    rsx! {
        Notice { tone: Tone::Warning, heading: true, title: t("common.not-found"),
            p { {tp("common.not-found-text", &[("address", &address)])} }
            Link { class: "button", to: Address::Home, {t("common.home")} }
        }
    }
}
