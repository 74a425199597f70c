//! A file as evidence of a leaf: its name, its length, where it is, the pages that count.

use dioxus::prelude::*;
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::typed::{Document, FileKey};
use shared::wire::EvidenceFile;

use super::form::Typing;
use super::given::{OpenFile, given};
use super::pen::write;
use crate::desk::context::{Desk, use_desk};
use crate::device::protocol::typed::Ask;
use crate::ui::file_view::{condition_text, size_text};
use crate::ui::{Button, Glyph, Icon, Look, problem_text, t, tp};

/// Where a file is.
enum State {
    /// With the server.
    Given(EvidenceFile),
    /// On this device; the server will not have it.
    Refused(Problem),
    /// On this device; so many of a hundred parts are sent.
    Sending(u64),
    /// Likewise, and the server is not reached.
    Waiting(u64),
    /// Nothing is known of it here.
    Unknown,
}

/// Where a file is, its name and its length where they are known.
fn look(desk: Desk, digest: Digest) -> (State, Option<(String, u64)>) {
    if let Some(file) = given(desk, digest) {
        let about = (file.name.clone(), file.bytes);
        return (State::Given(file), Some(about));
    }
    let parcels = desk.parcels.read();
    let Some((parcel, sent)) = parcels.iter().find(|(it, _)| it.key.digest == digest) else {
        return (State::Unknown, None);
    };
    let share = sent.and_then(|sent| (sent * 100).checked_div(parcel.bytes)).unwrap_or_default();
    let state = match &parcel.refused {
        Some(problem) => State::Refused(problem.clone()),
        None if sent.is_some() && (desk.heard)() => State::Sending(share),
        None => State::Waiting(share),
    };
    (state, Some((parcel.name.clone(), parcel.bytes)))
}

impl State {
    fn in_words(&self) -> (&'static str, &'static str, Glyph, String) {
        let share = |key: &str, share: &u64| tp(key, &[("share", &share.to_string())]);
        match self {
            Self::Given(_) => ("given", "is-good", Glyph::Check, t("desk.file-given")),
            Self::Refused(why) => ("refused", "is-error", Glyph::Warning, problem_text(why)),
            Self::Sending(n) => ("sending", "is-info", Glyph::Up, share("desk.file-sending", n)),
            Self::Waiting(0) => ("waiting", "is-info", Glyph::Tablet, t("desk.file-waiting")),
            Self::Waiting(n) => ("waiting", "is-info", Glyph::Tablet, share("desk.file-part", n)),
            Self::Unknown => ("unknown", "is-plain", Glyph::Info, t("desk.file-unknown")),
        }
    }
}

/// The name of a file, and where it is.
#[component]
pub fn Whereabouts(digest: Digest, name: String) -> Element {
    let (state, about) = look(use_desk(), digest);
    let (code, tone, glyph, text) = state.in_words();
    let (name, bytes) = about.map_or((name, None), |(name, bytes)| (name, Some(bytes)));
    rsx! {
        p { class: "leaf-file-name",
            Icon { glyph: Glyph::File }
            span { "{name}" }
            if let Some(bytes) = bytes {
                span { class: "field-hint", {size_text(bytes)} }
            }
        }
        p { class: "leaf-file-state {tone}", "data-error": (code == "refused").then_some("file"),
            Icon { glyph }
            span { "{text}" }
        }
        if let State::Sending(share) | State::Waiting(share) = &state {
            progress { max: "100", value: "{share}", "aria-label": "{text}", "data-sent": "{share}" }
        }
        if let State::Given(file) = &state {
            if let Some(text) = condition_text(file.condition) {
                p { class: "leaf-file-state is-warning", "data-condition": "true",
                    Icon { glyph: Glyph::Warning }
                    span { "{text}" }
                }
            }
        }
    }
}

/// A file of a leaf.
#[component]
pub fn FilePiece(typing: Typing, nth: usize, digest: Digest, document: Document, readonly: bool) -> Element {
    let desk = use_desk();
    let state = look(desk, digest).0;
    let code = state.in_words().0;
    let number = [("nth", &*(nth + 1).to_string())];
    let pages = typing.id(&format!("document-{nth}-pages"));
    let take_off = move |_| {
        typing.change(|words| {
            if nth < words.evidence.len() {
                words.evidence.remove(nth);
            }
        });
        write(Ask::LetGo(FileKey { campaign: desk.campaign(), unit: desk.unit(), digest }));
    };
    rsx! {
        fieldset { class: "leaf-document", "data-document": "{nth}", "data-file-state": code,
            legend { {tp("desk.file", &number)} }
            Whereabouts { digest, name: document.said.name.clone() }
            div { class: "field leaf-document-pages",
                label { r#for: "{pages}", {t("desk.document-pages")} }
                input {
                    id: "{pages}",
                    name: "{pages}",
                    r#type: "text",
                    autocomplete: "off",
                    readonly,
                    value: "{document.said.pages}",
                    oninput: move |event| typing.change(|words| {
                        if let Some(document) = words.evidence.get_mut(nth) {
                            document.said.pages = event.value();
                        }
                    }),
                }
            }
            div { class: "card-actions",
                if let State::Given(file) = &state {
                    OpenFile { file: file.clone() }
                }
                if let State::Refused(_) = &state {
                    Button { glyph: Glyph::Again, "data-do": "send-again", onclick: move |_| write(Ask::Again), {t("desk.send-again")} }
                }
                if !readonly {
                    Button { look: Look::Quiet, glyph: Glyph::Bin, "data-do": "remove-file", onclick: take_off, {tp("desk.remove-file", &number)} }
                }
            }
        }
    }
}
