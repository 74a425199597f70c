//! The screen: where the unit stands, how far it is, what to do next.

use dioxus::prelude::*;
use shared::assessment::{Task, adjusted, end};
use shared::wire::{AdjustmentRow, Phase};

use super::domains::Domains;
use super::situation::Situation;
use super::steps::Steps;
use crate::address::DeskAddress;
use crate::desk::context::use_desk;
use crate::desk::plan::{Domain, Line, State, sum};
use crate::ui::{Adjusted, Glyph, Icon, LANGUAGE, number, t, tp, use_title};

/// So many of the missing leaves are named.
const NAMED: usize = 6;

/// The unit's year.
#[component]
pub fn YearScreen() -> Element {
    let desk = use_desk();
    use_title(t("desk.year"));
    let plan = desk.plan();
    let all = sum(plan.iter().flat_map(Domain::lines));
    let those = |wanted: fn(State) -> bool| -> Vec<Line> {
        plan.iter().flat_map(Domain::lines).filter(|line| wanted(line.state)).cloned().collect()
    };
    let (open, asked) = (those(State::is_unscored), those(|state| state == State::Asked));
    let given: Vec<AdjustmentRow> = adjusted(&desk.book.read().record.adjustments).cloned().collect();
    let share = (all.scored * 100).checked_div(all.leaves).unwrap_or_default();
    rsx! {
        h1 { {t("desk.year")} }
        Situation {}
        if !asked.is_empty() {
            Asked { asked }
        }
        section { class: "year-figures", "aria-label": t("desk.so-far"),
            p { class: "year-figure",
                span { class: "year-label", {t("desk.total")} }
                span { class: "year-number", "data-total": "{all.points}",
                    "{number(&all.points)}"
                    span { class: "year-of", {tp("desk.of-points", &[("max", &number(&all.maximum))])} }
                }
            }
            p { class: "year-figure",
                span { class: "year-label", {t("desk.scored")} }
                span { class: "year-number", "data-scored": "{all.scored}",
                    "{all.scored}"
                    span { class: "year-of", {tp("desk.of-leaves", &[("n", &all.leaves.to_string())])} }
                }
                progress {
                    max: "{all.leaves.max(1)}",
                    value: "{all.scored}",
                    "aria-label": tp("desk.share", &[("share", &share.to_string())]),
                }
            }
        }
        if !open.is_empty() {
            Missing { open, may_score: desk.may(Task::Score).is_ok() }
        }
        if !given.is_empty() {
            section { class: "year-missing", "data-given": "{given.len()}",
                h2 { {t("adjusted.title")} }
                ul { class: "adjusted-list",
                    for row in given.iter().cloned() {
                        Adjusted {
                            key: "{row.position}",
                            by: desk.name_of(&row.by),
                            at: desk.time(row.at),
                            row,
                        }
                    }
                }
            }
        }
        Steps {}
        Domains { plan }
    }
}

/// The leaves about which appraisers asked, until when that is answered, and the way to the first.
#[component]
fn Asked(asked: Vec<Line>) -> Element {
    let desk = use_desk();
    let until = end(&desk.book.read().calendar, Phase::Explanation, Some(&desk.unit()));
    let Some(first) = asked.first() else { return rsx! {} };
    rsx! {
        section { class: "year-missing", "data-asked": "{asked.len()}",
            h2 { {tp("desk.asked-leaves", &[("n", &asked.len().to_string())])} }
            if let Some(until) = until {
                p { {tp("desk.answer-until", &[("day", &desk.last_day(until))])} }
            }
            ul { class: "year-list",
                for line in asked.iter() {
                    li { key: "{line.node.code}",
                        Link { class: "desk-leaf", to: desk.at(DeskAddress::Leaf(line.node.code.clone())),
                            span { class: "desk-leaf-code", "{line.node.code}" }
                            span { class: "desk-leaf-name", {line.node.name.get(LANGUAGE().code())} }
                        }
                    }
                }
            }
            div { class: "card-actions",
                Link {
                    class: "button button-primary",
                    to: desk.at(DeskAddress::Leaf(first.node.code.clone())),
                    "data-do": "explain",
                    Icon { glyph: Glyph::Pencil }
                    {tp("desk.explain", &[("code", &first.node.code)])}
                }
            }
        }
    }
}

/// The leaves that keep it from being submitted, and the way to the first.
#[component]
fn Missing(open: Vec<Line>, may_score: bool) -> Element {
    let desk = use_desk();
    let language = LANGUAGE().code();
    let more = open.len().saturating_sub(NAMED);
    let Some(first) = open.first() else { return rsx! {} };
    rsx! {
        section { class: "year-missing", "data-missing": "{open.len()}",
            h2 { {tp("desk.missing", &[("n", &open.len().to_string())])} }
            ul { class: "year-list",
                for line in open.iter().take(NAMED) {
                    li { key: "{line.node.code}",
                        Link { class: "desk-leaf", to: desk.at(DeskAddress::Leaf(line.node.code.clone())),
                            span { class: "desk-leaf-code", "{line.node.code}" }
                            span { class: "desk-leaf-name", {line.node.name.get(language)} }
                            if line.state != State::Missing {
                                span { class: "tag year-tag", {t(if line.state == State::Several { "desk.several" } else { "desk.faulty" })} }
                            }
                        }
                    }
                }
            }
            div { class: "card-actions",
                if may_score {
                    Link {
                        class: "button button-primary",
                        to: desk.at(DeskAddress::Leaf(first.node.code.clone())),
                        "data-do": "go-on",
                        Icon { glyph: Glyph::Pencil }
                        {tp("desk.go-on", &[("code", &first.node.code)])}
                    }
                }
                if more > 0 {
                    Link { class: "button", to: desk.at(DeskAddress::Leaves), {tp("desk.more", &[("n", &more.to_string())])} }
                }
            }
        }
    }
}
