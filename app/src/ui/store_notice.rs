//! Screens that need the tablet's store, and what is shown where there is none.

use dioxus::prelude::*;

use super::state::{STORE, StoreStatus};
use super::{Button, Glyph, Look, Notice, Opening, Tone, problem_text, t, use_here};

/// Shows what is inside only while this tab owns the tablet's store; else says what to do.
#[component]
pub fn NeedsStore(children: Element) -> Element {
    if *STORE.read() == StoreStatus::Ready {
        return children;
    }
    if matches!(*STORE.read(), StoreStatus::Starting | StoreStatus::TakingOver) {
        return rsx! {
            Opening { text: t("common.store-starting") }
        };
    }
    rsx! {
        StoreNotice { heading: true }
    }
}

/// Why this tab has no store, and what to do; nothing while it has one.
#[component]
pub fn StoreTrouble() -> Element {
    if matches!(*STORE.read(), StoreStatus::Starting | StoreStatus::TakingOver) {
        return rsx! {
            p { class: "opening", role: "status", {t("common.store-starting")} }
        };
    }
    rsx! {
        StoreNotice {}
    }
}

/// The same, without a word while the store is only being opened; as the `heading` of a screen that has no other.
#[component]
pub fn StoreNotice(#[props(default)] heading: bool) -> Element {
    match &*STORE.read() {
        StoreStatus::Ready | StoreStatus::Starting | StoreStatus::Absent | StoreStatus::TakingOver => rsx! {},
        StoreStatus::Restarting => rsx! {
            Notice { tone: Tone::Warning, heading, title: t("kept.store-restarting"),
                p { "data-store": "restarting", {t("kept.store-restarting-text")} }
            }
        },
        StoreStatus::Elsewhere => rsx! {
            Notice { heading, title: t("kept.store-elsewhere"),
                p { "data-store": "elsewhere", {t("kept.store-elsewhere-text")} }
                Button { look: Look::Primary, "data-do": "take-over", onclick: move |_| use_here(), {t("kept.store-use-here")} }
            }
        },
        StoreStatus::Insecure => rsx! {
            Notice { tone: Tone::Error, heading, title: t("common.store-insecure"),
                p { "data-store": "insecure", {t("common.store-insecure-text")} }
            }
        },
        StoreStatus::Unsupported => rsx! {
            Notice { tone: Tone::Error, heading, title: t("kept.store-unsupported"),
                p { "data-store": "unsupported", {t("kept.store-unsupported-text")} }
            }
        },
        StoreStatus::Private => rsx! {
            Notice { tone: Tone::Error, heading, title: t("kept.store-private"),
                p { "data-store": "private", {t("kept.store-private-text")} }
            }
        },
        StoreStatus::Broken(problem) => rsx! {
            Notice { tone: Tone::Error, heading, title: t("kept.store-broken"),
                p { "data-store": "broken", {problem_text(problem)} }
                p { {t("kept.store-broken-text")} }
                Button { glyph: Glyph::Again, "data-do": "open-again", onclick: move |_| use_here(), {t("common.retry")} }
            }
        },
    }
}
