//! The papers of a campaign: the list of batches, or one of them.

use dioxus::prelude::*;
use shared::wire::Role;

use super::super::sending;
use super::batch::BatchScreen;
use super::batches::Batches;
use crate::address::Address;
use crate::ui::{ENDED, Notice, SESSION, Tone, may, t};

/// The screen of a campaign's papers, or of one batch.
#[component]
pub fn KeyingScreen(campaign: String, batch: Option<i64>) -> Element {
    use_hook(sending::guard);
    // Whoever signs in again sends what waited for that.
    use_effect(|| {
        let _ = (SESSION.read().person().is_some(), ENDED());
        sending::send();
    });
    if !may(&Role::KEYING, Some(&campaign)) {
        return rsx! {
            Notice { tone: Tone::Warning, heading: true, title: t("keying.not-yours"),
                p { {t("keying.not-yours-text")} }
                Link { class: "button", to: Address::Home, {t("common.home")} }
            }
        };
    }
    let by = SESSION.read().person().map(|person| person.username.clone()).unwrap_or_default();
    match batch {
        None => rsx! {
            Batches { campaign }
        },
        Some(batch) => rsx! {
            // A list of one, so that another batch, or the desk of another person, is opened anew.
            for batch in [batch] {
                BatchScreen { key: "{campaign} {batch} {by}", campaign: campaign.clone(), batch }
            }
        },
    }
}
