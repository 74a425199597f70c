//! The evidence: files, and documents by number and day.

use dioxus::prelude::*;
use shared::assessment::MOST_EVIDENCE;
use shared::typed::Document;

use super::choose::Choose;
use super::file::FilePiece;
use super::form::Typing;
use crate::ui::{Button, Glyph, Look, t, tp};

/// A field of a document.
#[derive(Clone, Copy)]
struct Column {
    name: &'static str,
    label: &'static str,
    of: fn(&mut Document) -> &mut String,
}

const COLUMNS: [Column; 4] = [
    Column { name: "number", label: "desk.document-number", of: |it| &mut it.said.number },
    Column { name: "date", label: "desk.document-date", of: |it| &mut it.date },
    Column { name: "name", label: "desk.document-name", of: |it| &mut it.said.name },
    Column { name: "pages", label: "desk.document-pages", of: |it| &mut it.said.pages },
];

/// The pieces of evidence, and a button for one more.
#[component]
pub fn Documents(
    typing: Typing,
    readonly: bool,
    error: Option<String>,
    errors: Vec<(usize, String)>,
) -> Element {
    let documents = typing.words.read().evidence.clone();
    let full = documents.len() >= MOST_EVIDENCE;
    rsx! {
        section { class: "leaf-documents", "aria-labelledby": typing.id("documents-title"),
            h2 { id: typing.id("documents-title"), {t("desk.evidence")} }
            for (nth , document) in documents.into_iter().enumerate() {
                if let Some(digest) = document.said.file {
                    FilePiece { key: "{nth}", typing, nth, digest, document, readonly }
                } else {
                    Piece {
                        key: "{nth}",
                        typing,
                        nth,
                        document,
                        readonly,
                        error: errors.iter().find(|it| it.0 == nth).map(|it| it.1.clone()),
                    }
                }
            }
            if let Some(error) = error {
                p { class: "field-error", "data-error": "evidence", "{error}" }
            }
            if !readonly && !full {
                Choose { typing }
            }
        }
    }
}

#[component]
fn Piece(typing: Typing, nth: usize, document: Document, readonly: bool, error: Option<String>) -> Element {
    let title = tp("desk.document", &[("nth", &(nth + 1).to_string())]);
    rsx! {
        fieldset { class: "leaf-document", "data-document": "{nth}",
            legend { "{title}" }
            div { class: "leaf-document-fields",
                for column in COLUMNS {
                    {
                        let id = typing.id(&format!("document-{nth}-{}", column.name));
                        let value = (column.of)(&mut document.clone()).clone();
                        rsx! {
                            div { key: "{column.name}", class: "field leaf-document-{column.name}",
                                label { r#for: "{id}", {t(column.label)} }
                                input {
                                    id: "{id}",
                                    name: "{id}",
                                    r#type: "text",
                                    autocomplete: "off",
                                    readonly,
                                    value: "{value}",
                                    oninput: move |event| typing.change(|words| {
                                        if let Some(document) = words.evidence.get_mut(nth) {
                                            *(column.of)(document) = event.value();
                                        }
                                    }),
                                }
                            }
                        }
                    }
                }
            }
            if let Some(error) = error {
                p { class: "field-error", "data-error": "document-{nth}", "{error}" }
            }
            if !readonly {
                Button {
                    look: Look::Quiet,
                    glyph: Glyph::Bin,
                    "data-do": "remove-document",
                    onclick: move |_| typing.change(|words| {
                        if nth < words.evidence.len() {
                            words.evidence.remove(nth);
                        }
                    }),
                    {tp("desk.remove-document", &[("nth", &(nth + 1).to_string())])}
                }
            }
        }
    }
}
