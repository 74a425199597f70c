//! More evidence: files of this device, a picture taken now, a file that the unit gave already, a document by its number.

use dioxus::prelude::*;
use shared::assessment::MOST_EVIDENCE;
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::typed::Document;
use shared::wire::{Evidence, FileKind};
use web_sys::File;

use super::form::Typing;
use super::shared::SharedFiles;
use crate::desk::context::{Desk, use_desk};
use crate::device;
use crate::ui::drop::{Drop, chosen, dropped, press};
use crate::ui::{Button, Glyph, problem_text, t, tp};

/// What browsers offer to choose from; phones offer the camera for pictures.
const ACCEPTED: &str = ".pdf,.docx,.docm,.xlsx,.xlsm,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.rtf,.zip,image/*";

/// Names a file at the leaf, once.
pub fn name_file(typing: Typing, digest: Digest, name: &str) {
    let named = |document: &Document| document.said.file == Some(digest);
    if typing.words.peek().evidence.iter().any(named) {
        return;
    }
    let said = Evidence { file: Some(digest), name: name.to_owned(), ..Evidence::default() };
    typing.change(|words| words.evidence.push(Document { said, date: String::new() }));
}

/// Why a file is not taken, before it is read.
fn fault(desk: Desk, typing: Typing, file: &File) -> Option<Problem> {
    let (name, most) = (file.name(), desk.book.peek().files.most_bytes);
    if FileKind::of_name(&name) == FileKind::Other {
        return Some(Problem::new("evidence.kind").with("name", name));
    }
    if most > 0 && file.size() > most as f64 {
        return Some(Problem::new("evidence.too_large").with("name", name).with("most", most >> 20));
    }
    let full = typing.words.peek().evidence.len() >= MOST_EVIDENCE;
    full.then(|| Problem::new("assessments.evidence_many").with("most", MOST_EVIDENCE))
}

/// What becomes of the files that were chosen.
#[derive(Clone, Copy, PartialEq)]
struct Taking {
    refused: Signal<Vec<Problem>>,
    keeping: Signal<Option<String>>,
}

/// Keeps files on this device, one after the other, and names each at the leaf.
async fn take(desk: Desk, typing: Typing, mut taking: Taking, files: Vec<File>) {
    taking.refused.set(Vec::new());
    for file in files {
        let kept = match fault(desk, typing, &file) {
            Some(problem) => Err(problem),
            None => {
                taking.keeping.set(Some(file.name()));
                device::give_file(&desk.campaign(), &desk.unit(), &file).await
            }
        };
        match kept {
            Ok(parcel) => name_file(typing, parcel.key.digest, &parcel.name),
            Err(problem) => taking.refused.write().push(problem),
        }
    }
    taking.keeping.set(None);
}

/// The ways to give more.
#[component]
pub fn Choose(typing: Typing) -> Element {
    let desk = use_desk();
    let (refused, keeping) = (use_signal(Vec::new), use_signal(|| None));
    let mut sharing = use_signal(|| false);
    let taking = Taking { refused, keeping };
    let most = desk.book.read().files.most_bytes >> 20;
    let (files, picture) = (typing.id("choose-files"), typing.id("take-picture"));
    let given = move |event: FormEvent| take(desk, typing, taking, chosen(&event));
    rsx! {
        Drop {
            ondrop: move |event: DragEvent| take(desk, typing, taking, dropped(&event)),
            div { class: "card-actions",
                Button { glyph: Glyph::File, "data-do": "add-file", onclick: { let id = files.clone(); move |_| press(&id) }, {t("desk.add-file")} }
                Button { glyph: Glyph::Plus, "data-do": "take-picture", onclick: { let id = picture.clone(); move |_| press(&id) }, {t("desk.take-picture")} }
                Button { glyph: Glyph::List, "data-do": "share-file", onclick: move |_| sharing.set(true), {t("desk.given-files")} }
                Button {
                    glyph: Glyph::Plus,
                    "data-do": "add-document",
                    onclick: move |_| typing.change(|words| words.evidence.push(Document::default())),
                    {t("desk.add-document")}
                }
            }
            input { id: "{files}", r#type: "file", hidden: true, multiple: true, accept: ACCEPTED, onchange: given }
            input { id: "{picture}", r#type: "file", hidden: true, accept: "image/*", "capture": "environment", onchange: given }
            p { class: "field-hint",
                if most > 0 {
                    {tp("desk.file-kinds-most", &[("most", &most.to_string())])}
                } else {
                    {t("desk.file-kinds")}
                }
            }
            div { role: "status",
                if let Some(name) = keeping() {
                    p { class: "is-info", "data-keeping": "true", {tp("desk.keeping-file", &[("name", &name)])} }
                }
                for (nth , problem) in refused().iter().enumerate() {
                    p { key: "{nth}", class: "field-error", "data-error": "choice", {problem_text(problem)} }
                }
            }
        }
        if sharing() {
            SharedFiles { typing, onclose: move |()| sharing.set(false) }
        }
    }
}
