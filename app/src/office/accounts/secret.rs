//! What is shown once and never again.

use dioxus::prelude::*;

use crate::ui::{Notice, Tone, t};

/// A secret that is shown once, and whose it is: each with what it is called.
#[component]
pub fn Secret(title: String, text: String, names: (String, String), secret: (String, String)) -> Element {
    rsx! {
        Notice { tone: Tone::Good, title,
            p { "{text}" }
            dl { class: "facts facts-small",
                dt { "{names.0}" }
                dd { code { "{names.1}" } }
                dt { "{secret.0}" }
                dd { code { class: "secret", "{secret.1}" } }
            }
        }
    }
}

/// A password that was made for somebody.
#[component]
pub fn MadePassword(username: String, secret: String) -> Element {
    rsx! {
        Secret {
            title: t("admin.password-made"),
            text: t("admin.password-made-text"),
            names: (t("common.username"), username),
            secret: (t("common.password"), secret),
        }
    }
}
