//! Bonus and penalty points in words: what was given, why, and upon what.

use dioxus::prelude::*;
use shared::campaign::AdjustmentKind;
use shared::points::Points;
use shared::wire::AdjustmentRow;

use super::{number, t, tp};

/// Which of both they are.
pub fn kind_in_words(kind: AdjustmentKind) -> String {
    t(if kind == AdjustmentKind::Bonus { "adjusted.bonus" } else { "adjusted.penalty" })
}

/// The points with the sign by which they count.
pub fn signed(kind: AdjustmentKind, points: &Points) -> String {
    number(format!("{}{points}", if kind == AdjustmentKind::Bonus { "+" } else { "-" }))
}

/// One of them, with who gave it and when.
#[component]
pub fn Adjusted(row: AdjustmentRow, by: String, at: String, children: Element) -> Element {
    let said = row.said;
    rsx! {
        li { class: "adjusted", "data-adjusted": "{row.position}",
            p {
                strong { {kind_in_words(said.kind)} " " {signed(said.kind, &said.points)} }
                " · "
                span { class: "field-hint", {tp("adjusted.by", &[("by", &by), ("at", &at)])} }
            }
            p { "{said.reason}" }
            if !said.evidence.is_empty() {
                p { class: "field-hint", {tp("adjusted.evidence", &[("evidence", &said.evidence)])} }
            }
            {children}
        }
    }
}
