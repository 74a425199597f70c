//! The answers of a ballot: about the respondent as a list, about units as a table.

use dioxus::prelude::*;
use shared::form::{FormDefinition, Kind, Text};
use shared::wire::{AnswerRow, BallotDetail};

use super::answers::{UnitAnswers, lay_out};
use crate::office::frame::ByPointer;
use crate::office::frame::{TableFrame, use_followed};
use crate::office::name;
use crate::ui::{LANGUAGE, date, number, t, tp};

/// All answers of a ballot.
#[component]
pub fn AnswerTables(detail: ByPointer<BallotDetail>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let (plain, tables) = lay_out(&campaign, &detail.answers);
    let header = &detail.row.header;
    let form = campaign.definition_version(&header.form, &header.version).cloned();
    rsx! {
        section { class: "panel", "aria-labelledby": "plain-title",
            h2 { id: "plain-title", {t("office.respondent")} }
            if plain.is_empty() && tables.is_empty() {
                p { class: "lead", {t("office.no-answers")} }
            }
            dl { class: "answers",
                for row in plain {
                    div { key: "{row.question}",
                        dt { {words(form.as_ref(), &row.label, &row.question)} }
                        dd { {given(form.as_ref(), &row)} }
                    }
                }
            }
        }
        for table in tables {
            UnitTable { key: "{table.unit_type}", table, form: form.clone() }
        }
    }
}

/// A text of the form in the reader's language; the name where there is none.
fn words(form: Option<&FormDefinition>, text: &Text, name: &str) -> String {
    let language = LANGUAGE().code();
    let found = match form {
        Some(form) => form.text(text, language),
        None => text.get(language).or_else(|| text.values().next()).map_or("", String::as_str),
    };
    if found.is_empty() { name.to_owned() } else { found.to_owned() }
}

/// An answer in words; as it is stored where the form has no words for it.
fn given(form: Option<&FormDefinition>, answer: &AnswerRow) -> String {
    if answer.labels.is_empty() {
        return match answer.kind {
            Kind::Date => date(&answer.value),
            Kind::Integer | Kind::Decimal => number(&answer.value),
            _ => answer.value.clone(),
        };
    }
    let labels: Vec<_> = answer.labels.iter().map(|label| words(form, label, &answer.value)).collect();
    labels.join("; ")
}

#[component]
fn UnitTable(table: UnitAnswers, form: Option<FormDefinition>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let language = LANGUAGE();
    let title = if table.unit_type.is_empty() {
        t("office.unknown-units")
    } else {
        name::unit_type(&campaign, language, &table.unit_type)
    };
    let caption = tp("office.answers-about", &[("what", &title)]);
    let unit = |code: &str| name::unit(&campaign, language, code);
    let question = |name: &str, label: &Text| words(form.as_ref(), label, name);
    let cell = |answer: &Option<AnswerRow>| {
        answer.as_ref().map_or_else(|| "–".to_owned(), |answer| given(form.as_ref(), answer))
    };
    rsx! {
        section { class: "panel",
            h2 { "{caption}" }
            TableFrame { label: caption.clone(),
                table { class: "office-table answer-table",
                    caption { class: "visually-hidden", "{caption}" }
                    if table.questions_down() {
                        thead {
                            tr {
                                th { scope: "col", {t("office.question")} }
                                for (code , _) in &table.units {
                                    th { key: "{code}", scope: "col", {unit(code)} }
                                }
                            }
                        }
                        tbody {
                            for (i , (name , label)) in table.questions.iter().enumerate() {
                                tr { key: "{name}",
                                    th { scope: "row", {question(name, label)} }
                                    for (code , answers) in &table.units {
                                        td { key: "{code}", {cell(&answers[i])} }
                                    }
                                }
                            }
                        }
                    } else {
                        thead {
                            tr {
                                th { scope: "col", {t("office.unit")} }
                                for (name , label) in &table.questions {
                                    th { key: "{name}", scope: "col", class: "question", {question(name, label)} }
                                }
                            }
                        }
                        tbody {
                            for (code , answers) in &table.units {
                                tr { key: "{code}",
                                    th { scope: "row", {unit(code)} }
                                    for (i , answer) in answers.iter().enumerate() {
                                        td { key: "{i}", {cell(answer)} }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
