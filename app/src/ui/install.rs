//! The offer to put the app on the home screen, from where it starts without network like any other app.

use dioxus::prelude::*;
use futures::StreamExt;

use super::{Button, Glyph, t};
use crate::platform;

/// The browser offers it.
static OFFERED: GlobalSignal<bool> = Signal::global(|| false);

/// Follows what the browser offers.
pub async fn watch() {
    let mut offers = platform::install_offers();
    while offers.next().await.is_some() {
        *OFFERED.write() = true;
    }
}

/// A button that takes the offer up; nothing while there is none.
#[component]
pub fn InstallButton(#[props(default)] oninstalled: EventHandler<()>) -> Element {
    if !OFFERED() {
        return rsx! {};
    }
    rsx! {
        Button {
            glyph: Glyph::Plus,
            onclick: move |_| async move {
                *OFFERED.write() = false;
                platform::install().await;
                platform::ask_to_persist().await;
                oninstalled.call(());
            },
            {t("common.install")}
        }
    }
}
