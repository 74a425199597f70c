//! Whoever is asked may refuse, and stop at any question, as they are told before the first.

use dioxus::prelude::*;
use shared::ballot::NoAnswer;

use super::interview::Interview;
use crate::field::ask_back::AskBack;
use crate::ui::{Button, Look, t};

/// The button, and the question behind it.
#[component]
pub fn Refuse(name: &'static str, label: &'static str, look: Look, wide: bool) -> Element {
    let interview = use_context::<Interview>();
    let mut asked = use_signal(|| false);
    rsx! {
        Button {
            look,
            wide,
            "data-do": name,
            onclick: move |_| asked.set(true),
            {t(label)}
        }
        if asked() {
            AskBack {
                reason: NoAnswer::Refused,
                onanswer: move |meant| {
                    asked.set(false);
                    if meant {
                        interview.refuse();
                    }
                },
            }
        }
    }
}
