//! Pieces of the office's tables: the frame in which they scroll, heads that sort, shares, states.

use dioxus::prelude::*;
use shared::wire::{Stage, Status};

use crate::address::{Address, Column, Sort};
use crate::ui::{Glyph, Icon, number, t};

/// The frame in which a wide table scrolls by itself, reachable by keyboard.
#[component]
pub fn TableFrame(label: String, #[props(default)] tall: bool, children: Element) -> Element {
    rsx! {
        div {
            class: "table-frame",
            class: if tall { "table-frame-tall" },
            role: "region",
            "aria-label": "{label}",
            tabindex: "0",
            {children}
        }
    }
}

/// The head of a column that sorts: a link to the same view in another order.
#[component]
pub fn SortHead(label: String, aria: String, to: Address, #[props(default)] numeric: bool) -> Element {
    let mark = match aria.as_str() {
        "ascending" => "M1 8l4-6 4 6z",
        "descending" => "M1 2l4 6 4-6z",
        _ => "M2.500 4L5 1l2.500 3zM2.500 6L5 9l2.500-3z",
    };
    rsx! {
        th { scope: "col", class: if numeric { "num" }, "aria-sort": "{aria}",
            Link { class: "sort", to,
                span { "{label}" }
                svg { class: "sort-mark", view_box: "0 0 10 10", "aria-hidden": "true",
                    path { d: mark }
                }
            }
        }
    }
}

/// What `SortHead` says of a column.
pub fn aria<C: Column>(sort: Option<Sort<C>>, column: C) -> String {
    Sort::aria(sort, column).to_owned()
}

/// A share in percent: the number, and a small bar beside it.
#[component]
pub fn Share(percent: Option<u32>) -> Element {
    let Some(percent) = percent else {
        return rsx! {
            span { class: "none", "–" }
        };
    };
    rsx! {
        span { class: "share",
            Bar { percent: percent.into(), on_ground: true }
            span { class: "share-label", "{number(percent)} %" }
        }
    }
}

/// A part of a whole, drawn beside the number that says it, which is all that is heard. More than this the app draws of no
/// figures: charts are the server's (`pages/chart`).
#[component]
pub fn Bar(percent: u64, #[props(default)] on_ground: bool, #[props(default)] blank: bool) -> Element {
    let drawn = percent.min(100);
    rsx! {
        svg { class: "share-bar", "aria-hidden": "true",
            if on_ground {
                rect { class: "bar-ground", width: "100%", height: "100%", rx: "2" }
            }
            rect { class: if blank { "bar-blank" } else { "bar-filled" }, width: "{drawn}%", height: "100%", rx: "2" }
        }
    }
}

/// The state of a ballot, by icon, colour and word.
#[component]
pub fn StatusTag(status: Status) -> Element {
    let (class, glyph) = match status {
        Status::Valid => ("state state-valid", Glyph::Check),
        Status::ScreenedOut => ("state state-screened", Glyph::Next),
        Status::Pending => ("state state-pending", Glyph::Flag),
        Status::Rejected => ("state state-rejected", Glyph::Cross),
    };
    rsx! {
        span { class,
            Icon { glyph }
            span { {t(status_key(status))} }
        }
    }
}

/// The text of a state.
pub fn status_key(status: Status) -> &'static str {
    match status {
        Status::Valid => "office.status.valid",
        Status::ScreenedOut => "office.status.screened_out",
        Status::Pending => "office.status.pending",
        Status::Rejected => "office.status.rejected",
    }
}

/// Where a unit stands, in words.
pub fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Scoring => "appraisal.stage-scoring",
        Stage::Prepared => "appraisal.stage-prepared",
        Stage::Submitted => "appraisal.stage-submitted",
        Stage::Lapsed => "appraisal.stage-lapsed",
    }
}
