//! What was typed at a unit's desk and waits on this device, of whomever: it is sent when that person signs in here.

use dioxus::prelude::*;

use super::state::TYPED;
use super::{Notice, Tone, tp};

/// How much waits of all persons together.
pub fn all_typed() -> u32 {
    TYPED.read().iter().map(|(_, n)| n).sum()
}

/// Has the store count it again.
#[cfg(feature = "desk")]
pub fn count_typed() {
    dioxus::core::spawn_forever(async {
        if let Ok(state) = crate::device::state().await {
            *TYPED.write() = state.typed;
        }
    });
}

/// Counts again where something was sent, and where something is typed first.
#[cfg(feature = "desk")]
pub fn follow(news: &crate::device::protocol::typed::News) {
    use crate::device::protocol::typed::News;
    if matches!(news, News::Leaf { slip, .. } if slip.is_none() || TYPED.peek().is_empty()) {
        count_typed();
    }
}

/// Says it of each person.
#[component]
pub fn Typed(of: Vec<(String, u32)>) -> Element {
    rsx! {
        for (person , n) in of {
            Notice { key: "{person}", tone: Tone::Warning,
                p { "data-unsent-of": "{person}",
                    {tp("kept.typed-of", &[("person", &person), ("n", &n.to_string())])}
                }
            }
        }
    }
}
