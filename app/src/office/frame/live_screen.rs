//! What the screens of numbers have in common: a heading, how fresh the numbers are, and why there are none yet.

use dioxus::prelude::*;

use super::by_pointer::ByPointer;
use super::freshness::{Absent, Freshness};
use super::live::Live;
use crate::ui::t;

/// A screen headed by the text of `key`: what stands `above` whatever comes, and `body` once there are numbers.
pub fn live_screen<T>(
    key: &str,
    live: Live<T>,
    above: Element,
    body: impl FnOnce(ByPointer<T>) -> Element,
) -> Element {
    let shown = live.shown();
    rsx! {
        section { class: "stack office-screen", "aria-labelledby": "screen-title",
            div { class: "office-line",
                h1 { id: "screen-title", {t(key)} }
                Freshness { at: shown.at, problem: shown.problem.clone() }
            }
            {above}
            match shown.value {
                Some(found) => body(found),
                None => rsx! {
                    Absent { problem: shown.problem, onagain: move |()| live.ask() }
                },
            }
        }
    }
}
