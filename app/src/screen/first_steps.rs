//! What an admin does on a server that holds nothing yet: bring in a campaign, try the sample, make accounts.

use dioxus::prelude::*;

use crate::address::Address;
use crate::ui::{Glyph, Icon, t};

/// The ways on from an empty server. Importing has no screen yet, so the command is said.
#[component]
pub fn FirstSteps() -> Element {
    rsx! {
        p { class: "lead", {t("common.first-lead")} }
        ol { class: "cards first-steps", "data-state": "empty",
            li { class: "card",
                h2 { {t("common.first-import")} }
                p { {t("common.first-import-text")} }
                p { code { class: "command", "parindex import {t(\"common.first-package\")} --data {t(\"common.first-data\")}" } }
            }
            li { class: "card",
                h2 { {t("common.first-accounts")} }
                p { {t("common.first-accounts-text")} }
                Link {
                    class: "button button-primary",
                    to: Address::Accounts { view: Default::default() },
                    "data-do": "to-accounts",
                    Icon { glyph: Glyph::Person }
                    {t("common.first-accounts-open")}
                }
            }
            li { class: "card",
                h2 { {t("common.first-sample")} }
                p { {t("common.first-sample-text")} }
                p { code { class: "command", "parindex demo --package {t(\"common.first-sample-package\")} --data {t(\"common.first-sample-data\")}" } }
            }
        }
    }
}
