//! What the office or a supervisor wrote: until it was read, and folded up afterwards.

use dioxus::prelude::*;
use shared::wire::Message;

use crate::device;
use crate::ui::{Button, Glyph, Notice, date_time, drawn, t, tp};

/// The messages, if there are any. Of a back-check that waits the page of the server is opened: where a PIN stands before the app, by that.
#[component]
pub fn Messages(campaign: String, messages: Vec<Message>, onread: EventHandler<()>) -> Element {
    let of = campaign.clone();
    let read = use_callback(move |number| {
        let campaign = campaign.clone();
        spawn(async move {
            let _ = device::read_message(&campaign, number).await;
            onread.call(());
        });
    });
    rsx! {
        for it in messages {
            if it.number < 0 {
                Notice { key: "{it.number}", title: it.text,
                    a { class: "button", href: drawn(&format!("/r/{of}/backchecks/{}", it.number.unsigned_abs())), {t("field.backcheck")} }
                }
            } else {
                Notice {
                    key: "{it.number}",
                    title: tp("field.message", &[("by", &it.by), ("at", &date_time(it.at))]),
                    p { class: "message", "data-message": "{it.number}", "{it.text}" }
                    Button { glyph: Glyph::Check, "data-do": "read", onclick: move |_| read.call(it.number), {t("field.message-read")} }
                }
            }
        }
    }
}

/// Those that were read: an address or an hour is needed after that.
#[component]
pub fn MessagesRead(messages: Vec<Message>) -> Element {
    rsx! {
        if !messages.is_empty() {
            details { class: "advice", "data-messages": "read",
                summary { {tp("field.messages-read", &[("n", &messages.len().to_string())])} }
                for it in messages {
                    div { key: "{it.number}",
                        strong { {tp("field.message", &[("by", &it.by), ("at", &date_time(it.at))])} }
                        p { class: "message", "{it.text}" }
                    }
                }
            }
        }
    }
}
