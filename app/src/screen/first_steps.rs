//! What an admin does on a server that holds nothing yet: bring in a campaign or the sample, make accounts.

use dioxus::prelude::*;

use crate::address::Address;
use crate::ui::{Glyph, GuideLink, Icon, t};

/// The ways on from an empty server.
#[component]
pub fn FirstSteps() -> Element {
    rsx! {
        p { class: "lead", {t("common.first-lead")} }
        ol { class: "cards first-steps", "data-state": "empty",
            li { class: "card",
                h2 { {t("common.first-import")} }
                p { {t("common.first-import-text")} }
                Link { class: "button button-primary", to: Address::Packages, "data-do": "to-packages",
                    Icon { glyph: Glyph::Up }
                    {t("common.first-import-open")}
                }
            }
            li { class: "card",
                h2 { {t("common.first-accounts")} }
                p { {t("common.first-accounts-text")} }
                Link {
                    class: "button",
                    to: Address::Accounts { view: Default::default() },
                    "data-do": "to-accounts",
                    Icon { glyph: Glyph::Person }
                    {t("common.first-accounts-open")}
                }
            }
        }
        GuideLink {}
    }
}
