//! What the office or a supervisor wrote: until it was read, and folded up afterwards.

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

/// Those that were read: an address or an hour is needed after that.
#[component]
pub fn MessagesRead(messages: Vec<Message>) -> Element {
    rsx! {
        if !messages.is_empty() {
            details { "data-messages": "read",
                summary { {tp("field.messages-read", &[("n", &messages.len().to_string())])} }
                for it in messages {
                    p { key: "{it.number}", class: "message",
                        strong { {tp("field.message", &[("by", &it.by), ("at", &date_time(it.at))])} }
                        br {}
                        "{it.text}"
                    }
                }
            }
        }
    }
}
