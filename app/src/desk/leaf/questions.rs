//! What appraisers ask of a leaf, and what the unit explains: kept on the device as it is typed, sent when a person says so.

use dioxus::prelude::*;
use shared::assessment::{Task, end, unanswered};
use shared::typed::{Part, Subject};
use shared::wire::{Answer, Edition, LeafRecord, Phase, Question};

use super::documents::Documents;
use super::fields::Note;
use super::form::{of_documents, use_typing};
use super::given::Given;
use super::kept::{Held, Kept, held};
use crate::desk::context::use_desk;
use crate::desk::plan::of;
use crate::ui::{Button, Glyph, Look, Notice, Tone, problem_text, t, tp};

/// The questions of a leaf, those that wait for an answer first.
#[component]
pub fn Questions(code: String) -> Element {
    let desk = use_desk();
    let Some(record) = of(&desk.book.read().record, &code).cloned() else { return rsx! {} };
    let waiting: Vec<i64> = unanswered(&record).map(|question| question.position).collect();
    let mut questions = record.questions.clone();
    questions.sort_by_key(|question| !waiting.contains(&question.position));
    rsx! {
        for question in questions {
            Asked { key: "{question.position}", record: record.clone(), question }
        }
    }
}

fn answers(record: &LeafRecord, question: i64) -> Vec<Edition<Answer>> {
    record.answers.iter().filter(|it| it.said.question == question).cloned().collect()
}

/// One question: who asked, until when it can be answered, and what was.
#[component]
fn Asked(record: LeafRecord, question: Edition<Question>) -> Element {
    let desk = use_desk();
    let answers = answers(&record, question.position);
    let of = Subject::Question { leaf: &record.leaf, question: question.position }.to_string();
    let typed = desk.slips.read().contains_key(&of);
    let may = desk.may(Task::Answer);
    let title = format!("question-{}", question.position);
    let until =
        end(&desk.book.read().calendar, Phase::Explanation, Some(&desk.unit())).filter(|_| may.is_ok());
    let waits = unanswered(&record).any(|it| it.position == question.position);
    rsx! {
        section {
            class: "leaf-question",
            "aria-labelledby": "{title}",
            "data-question": "{question.position}",
            "data-answered": "{!waits}",
            h2 { id: "{title}", {t("desk.question")} }
            p { class: "leaf-version-by",
                {tp("desk.asked-by", &[("by", &desk.name_of(&question.by)), ("at", &desk.time(question.at))])}
                if let (Some(until), true) = (until, waits) {
                    " "
                    strong { "data-until": "true", {tp("desk.answer-until", &[("day", &desk.last_day(until))])} }
                }
            }
            blockquote { class: "leaf-version-note", "{question.said.text}" }
            for answer in answers {
                div { key: "{answer.position}", class: "leaf-version", "data-answer": "{answer.position}",
                    p { class: "leaf-version-by",
                        {tp("desk.answered-by", &[("by", &desk.name_of(&answer.by)), ("at", &desk.time(answer.at))])}
                    }
                    p { class: "leaf-version-note", "{answer.said.text}" }
                    if !answer.said.evidence.is_empty() {
                        ul { class: "leaf-version-evidence",
                            for (nth , evidence) in answer.said.evidence.iter().enumerate() {
                                li { key: "{nth}",
                                    Given { evidence: evidence.clone() }
                                }
                            }
                        }
                    }
                }
            }
            if !waits && typed {
                Notice { tone: Tone::Warning,
                    p { {t("desk.answered-meanwhile")} }
                }
            }
            if let (Err(barred), true) = (may, waits) {
                Notice { tone: Tone::Warning,
                    p { "data-barred": "true", {desk.in_words(&barred.problem(&desk.unit()))} }
                }
            }
            if typed || waits && may.is_ok() {
                Explaining { of, record, question: question.position, barred: !waits || may.is_err() }
            }
        }
    }
}

/// The fields of an answer. What is on its way is changed no more.
#[component]
fn Explaining(of: String, record: LeafRecord, question: i64, barred: bool) -> Element {
    let desk = use_desk();
    let typing = use_typing(of.clone(), None);
    let held = held(desk.slips.read().get(&of));
    let readonly = barred || held == Held::OnItsWay;
    let judged = typing.words.read().answering(&record, question);
    let blank = typing.words.read().read().is_ok_and(|entry| entry == Default::default());
    let faults = judged.as_ref().err().cloned().unwrap_or_default();
    // Nothing is wrong with fields that nobody has begun.
    let fault = |part: Part| {
        let found = faults.iter().find(|it| it.0 == part && !blank);
        found.map(|(_, problem)| problem_text(problem))
    };
    let send = move |_| {
        if let Ok(entry) = &judged {
            typing.send(entry.clone());
        }
    };
    rsx! {
        form { class: "leaf-form", "data-answer-form": "{question}", autocomplete: "off",
            onsubmit: move |event: FormEvent| event.prevent_default(),
            Note {
                typing,
                readonly,
                label: t("desk.answer"),
                hint: t("desk.answer-hint"),
                error: fault(Part::Note),
            }
            Documents { typing, readonly, error: fault(Part::Evidence), errors: of_documents(&faults) }
            Kept { typing, faulty: !faults.is_empty() }
            if !barred && held != Held::OnItsWay {
                div { class: "card-actions",
                    Button {
                        look: Look::Primary,
                        glyph: Glyph::Up,
                        disabled: !faults.is_empty(),
                        "data-do": "send-answer",
                        onclick: send,
                        {t("desk.answer-send")}
                    }
                }
            }
        }
    }
}
