//! What the office or a supervisor wrote, until it was read.

use dioxus::prelude::*;
use shared::wire::Message;

use crate::device;
use crate::ui::{Button, Glyph, Notice, date_time, t, tp};

/// The messages, if there are any.
#[component]
pub fn Messages(campaign: String, messages: Vec<Message>, onread: EventHandler<()>) -> Element {
    let read = use_callback(move |number| {
        let campaign = campaign.clone();
        spawn(async move {
            let _ = device::read_message(&campaign, number).await;
            onread.call(());
        });
    });
    rsx! {
        for it in messages {
            Notice {
                key: "{it.number}",
                title: tp("field.message", &[("by", &it.by), ("at", &date_time(it.at))]),
                p { class: "message", "data-message": "{it.number}", "{it.text}" }
                Button { glyph: Glyph::Check, "data-do": "read", onclick: move |_| read.call(it.number), {t("field.message-read")} }
            }
        }
    }
}
