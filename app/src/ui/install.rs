//! The offer to put the app on the home screen, from where it starts without network like any other app.

use dioxus::prelude::*;
use futures::StreamExt;

use super::{Button, Glyph, t};
use crate::by_hand::ByHand;
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

/// A button that takes the offer up; where the browser never makes one, the way to do it by hand.
#[component]
pub fn InstallButton(#[props(default)] oninstalled: EventHandler<()>) -> Element {
    if !OFFERED() {
        return by_hand();
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

fn by_hand() -> Element {
    let way = platform::browser().and_then(|(agent, maker, touches)| ByHand::of(&agent, &maker, touches));
    let way = match way.filter(|_| !platform::is_installed()) {
        Some(ByHand::Apple) => "apple",
        Some(ByHand::Firefox) => "firefox",
        None => return rsx! {},
    };
    rsx! {
        p { class: "hint", "data-install": way, {t(&format!("common.install-{way}"))} }
    }
}
