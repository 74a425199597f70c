//! This device: who uses it, what it keeps and how safely, which versions it runs.

use dioxus::prelude::*;

use crate::platform;
use crate::ui::{Button, Glyph, Look, Notice, SESSION, SYNC, Tone, UPDATE, leave, number, t, tp};

/// A megabyte, as storage is counted.
const MEGABYTE: f64 = 1_000_000.0;

/// What the browser says about its storage.
#[derive(Clone, Copy, PartialEq)]
struct Storage {
    persisted: bool,
    usage: Option<(f64, f64)>,
}

async fn storage() -> Storage {
    Storage { persisted: platform::is_persisted().await, usage: platform::usage().await }
}

/// Facts about the device, each in words.
#[component]
pub fn Device() -> Element {
    let mut found = use_resource(storage);
    let unsent = SYNC.read().unsent;
    let megabytes = |bytes: f64| number(format!("{:.1}", bytes / MEGABYTE));
    rsx! {
        h1 { {t("common.device")} }
        if let Some(storage) = *found.read() {
            if !storage.persisted {
                Notice { tone: Tone::Warning, title: t("common.not-persisted"),
                    p { {t("common.not-persisted-text")} }
                    Button {
                        onclick: move |_| async move {
                            platform::ask_to_persist().await;
                            found.restart();
                        },
                        {t("common.ask-persist")}
                    }
                }
            }
        }
        dl { class: "facts",
            dt { {t("common.person")} }
            dd { {SESSION.read().person().map(|person| format!("{} ({})", person.name, person.username))} }
            dt { {t("common.unsent-title")} }
            dd { {tp("common.unsent", &[("n", &unsent.to_string())])} }
            if let Some(storage) = *found.read() {
                dt { {t("common.storage")} }
                dd {
                    if storage.persisted {
                        {t("common.persisted")}
                    } else {
                        {t("common.not-persisted")}
                    }
                    if let Some((used, quota)) = storage.usage {
                        br {}
                        {tp("common.storage-used", &[("used", &megabytes(used)), ("quota", &megabytes(quota))])}
                    }
                }
            }
            dt { {t("common.app-version")} }
            dd {
                {tp("common.version-build", &[("version", env!("CARGO_PKG_VERSION")), ("build", &platform::build())])}
                br {}
                if UPDATE().kept {
                    {t("common.kept-offline")}
                } else {
                    {t("common.not-kept-offline")}
                }
            }
        }
        if unsent > 0 {
            Notice { tone: Tone::Info,
                p { {tp("common.sign-out-unsent", &[("n", &unsent.to_string())])} }
            }
        }
        Button { look: Look::Danger, glyph: Glyph::Leave, onclick: move |_| async { leave().await }, {t("common.sign-out")} }
    }
}
