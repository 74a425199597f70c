//! A bar with its count in words: long work is never a bare spinner.

use dioxus::prelude::*;

/// How far something is.
#[component]
pub fn Progress(done: u32, total: u32, label: String) -> Element {
    rsx! {
        div { class: "progress",
            span { class: "progress-label", "{label}" }
            progress { max: "{total.max(1)}", value: "{done.min(total)}", "aria-label": "{label}" }
        }
    }
}
