//! Whether it is meant that an interview gives no ballot: asked before it is noted, which deletes what was answered.

use dioxus::prelude::*;
use shared::ballot::NoAnswer;

use crate::ui::{Button, Dialog, Look, t, tp};

/// Why there is no ballot, in words.
pub fn missed(reason: NoAnswer) -> String {
    tp("field.missed", &[("why", &t(&format!("missed.{}", reason.code())))])
}

/// The question. It is over with either answer.
#[component]
pub fn AskBack(reason: NoAnswer, onanswer: EventHandler<bool>) -> Element {
    rsx! {
        Dialog {
            title: missed(reason),
            onclose: move |()| onanswer.call(false),
            actions: rsx! {
                Button { onclick: move |_| onanswer.call(false), {t("common.cancel")} }
                Button {
                    look: Look::Danger,
                    "data-do": "note",
                    onclick: move |_| onanswer.call(true),
                    {t("field.note")}
                }
            },
            p { {t("field.note-text")} }
        }
    }
}
