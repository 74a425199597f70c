//! What the unit says of a leaf, and what appraisers and the unit said to each other since.

use std::collections::BTreeMap;

use dioxus::prelude::*;
use shared::assessment::{points_of, standing};
use shared::campaign::Leaf;
use shared::wire::LeafRecord;

use super::act::stands;
use crate::office::frame::use_followed;
use crate::ui::{number, t, tp};
use crate::zone::local;

/// What people are called, by their accounts.
type Names = BTreeMap<String, String>;

/// Who said it, and when.
fn by((names, zone): (&Names, &str), by: &str, at: jiff::Timestamp) -> String {
    let name = names.get(by).map_or(by, String::as_str);
    tp("appraisal.said-by", &[("by", name), ("at", &local(at, zone))])
}

/// The entries that stand, each with its explanation.
#[component]
pub fn Entries(leaf: Leaf, record: LeafRecord, names: Names) -> Element {
    let zone = use_followed().campaign.read().settings.timezone.clone();
    let entries = standing(&record.entries);
    rsx! {
        if entries.is_empty() {
            p { class: "field-hint", {t("appraisal.no-entry")} }
        }
        for entry in entries.iter() {
            div { key: "{entry.position}", class: "appraisal-said", "data-entry": "{entry.position}",
                p { class: "field-hint", {by((&names, &zone), &entry.by, entry.at)} }
                if entries.len() > 1 {
                    if let Some(points) = points_of(&leaf, &entry.said) {
                        p { {tp("appraisal.points", &[("n", &number(&points))])} }
                    }
                }
                if let Some(declared) = &entry.said.declared {
                    p {
                        {tp("appraisal.declared", &[
                            ("done", &number(&declared.done)),
                            ("out_of", &number(&declared.out_of)),
                        ])}
                    }
                }
                if !entry.said.note.is_empty() {
                    p { class: "appraisal-text", "{entry.said.note}" }
                }
            }
        }
    }
}

/// Appraisals that stand, questions and answers, in the order in which they were said.
#[component]
pub fn Talk(record: LeafRecord, names: Names) -> Element {
    use shared::wire::Round::{First, Second};
    let zone = use_followed().campaign.read().settings.timezone.clone();
    let rounds = [First, Second].map(|round| stands(&record, round));
    rsx! {
        for question in &record.questions {
            div { key: "q{question.position}", class: "appraisal-said", "data-question": "{question.position}",
                p { class: "field-hint", {t("appraisal.question")} " · " {by((&names, &zone), &question.by, question.at)} }
                p { class: "appraisal-text", "{question.said.text}" }
                for answer in record.answers.iter().filter(|answer| answer.said.question == question.position) {
                    p { key: "{answer.position}", class: "field-hint", {t("appraisal.answer")} " · " {by((&names, &zone), &answer.by, answer.at)} }
                    p { class: "appraisal-text", "{answer.said.text}" }
                }
            }
        }
        for appraisal in rounds.iter().flatten() {
            div { key: "{appraisal.position}", class: "appraisal-said", "data-appraisal": "{appraisal.position}",
                p { class: "field-hint",
                    {t(if appraisal.said.round == First { "appraisal.first" } else { "appraisal.second" })}
                    " · "
                    {by((&names, &zone), &appraisal.by, appraisal.at)}
                }
                p {
                    match &appraisal.said.points {
                        Some(points) => tp("appraisal.points", &[("n", &number(points))]),
                        None if appraisal.said.excused => t("office.excused"),
                        None => t("appraisal.taken-back"),
                    }
                }
                if !appraisal.said.reason.is_empty() {
                    p { class: "appraisal-text", "{appraisal.said.reason}" }
                }
            }
        }
    }
}
