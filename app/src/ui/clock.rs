//! That the device's clock is wrong, and how far: the days of ballots are judged by it.

use dioxus::prelude::*;

use super::{Notice, SYNC, Tone, number, t, tp};
use crate::amount::Amount;

/// An amount of time in words.
pub fn amount_text(amount: Amount) -> String {
    tp(amount.key, &[("n", &number(amount.n))])
}

/// Says it while an answer of the server has shown it.
#[component]
pub fn ClockNotice() -> Element {
    let off_ms = use_memo(|| SYNC.read().clock_off_ms);
    let Some(ms) = off_ms() else { return rsx! {} };
    let key = if ms > 0 { "common.clock-fast" } else { "common.clock-slow" };
    let amount = amount_text(Amount::of(ms.unsigned_abs()));
    rsx! {
        div { "data-clock": "wrong",
            Notice { tone: Tone::Warning, title: tp(key, &[("amount", &amount)]),
                p { {t("common.clock-text")} }
            }
        }
    }
}
