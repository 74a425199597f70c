//! What is wrong with a package, and what a person should look at: each kind once, with its first rows.

use dioxus::prelude::*;
use shared::problem::FaultKind;

use super::place::{place, rows};
use crate::ui::{LANGUAGE, Notice, Tone, number, problem_text, t, tp};

/// A list of kinds, below its own title; nothing where there is none.
#[component]
pub fn Faults(kinds: Vec<FaultKind>, tone: Tone, title: String, more: usize) -> Element {
    if kinds.is_empty() {
        return rsx! {};
    }
    rsx! {
        Notice { tone, title,
            ul { class: "package-faults",
                for (i , kind) in kinds.into_iter().enumerate() {
                    Kind { key: "{i}", kind }
                }
            }
            if more > 0 {
                p { {tp("packages.more-kinds", &[("n", &number(more))])} }
            }
        }
    }
}

#[component]
fn Kind(kind: FaultKind) -> Element {
    let Some(first) = kind.first.first().cloned() else { return rsx! {} };
    let (named, more) = rows(&kind);
    let mut list = named.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if more {
        list.push_str(", …");
    }
    rsx! {
        li { class: "package-fault", "data-fault": "{first.problem.code}",
            p { class: "package-place",
                strong { {place(LANGUAGE(), &first.at)} }
                if !named.is_empty() {
                    span { {tp("packages.rows", &[("rows", &list)])} }
                }
                if kind.n > 1 {
                    span { class: "tag", {tp("packages.times", &[("n", &number(kind.n))])} }
                }
            }
            p { {problem_text(&first.problem)} }
            if kind.n > 1 {
                details {
                    summary { {t("packages.each-row")} }
                    ul { class: "package-each",
                        for (i , it) in kind.first.iter().enumerate() {
                            li { key: "{i}",
                                if let Some(row) = it.at.row {
                                    strong { {tp("package.at_row", &[("row", &row.to_string())])} }
                                }
                                {problem_text(&it.problem)}
                            }
                        }
                        if kind.n > kind.first.len() {
                            li { {tp("packages.more-rows", &[("n", &number(kind.n - kind.first.len()))])} }
                        }
                    }
                }
            }
        }
    }
}
