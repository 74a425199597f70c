//! A piece of evidence as it was given: in words, and where it is a file, the way to look at it.

use dioxus::prelude::*;
use shared::ballot::Digest;
use shared::wire::{Evidence, EvidenceFile};

use crate::desk::context::{Desk, use_desk};
use crate::ui::file_view::FileDialog;
use crate::ui::{Button, Glyph, Look, date, t, tp};

/// The file of this digest, where the unit has given it.
pub fn given(desk: Desk, digest: Digest) -> Option<EvidenceFile> {
    desk.book.read().files.files.iter().find(|file| file.digest == digest).cloned()
}

fn in_words(evidence: &Evidence) -> String {
    let day = evidence.date.map(|day| tp("desk.dated", &[("day", &date(&day.to_string()))]));
    let parts =
        [evidence.number.clone(), day.unwrap_or_default(), evidence.name.clone(), evidence.pages.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// One piece.
#[component]
pub fn Given(evidence: Evidence) -> Element {
    let file = evidence.file.and_then(|digest| given(use_desk(), digest));
    rsx! {
        {in_words(&evidence)}
        if let Some(file) = file {
            " "
            OpenFile { file }
        }
    }
}

/// The button that opens a file over the page.
#[component]
pub fn OpenFile(file: EvidenceFile) -> Element {
    let desk = use_desk();
    let mut open = use_signal(|| false);
    rsx! {
        Button {
            look: Look::Quiet,
            glyph: Glyph::File,
            label: tp("file.open", &[("name", &file.name)]),
            "data-do": "open-file",
            onclick: move |_| open.set(true),
            {t("file.look")}
        }
        if open() {
            FileDialog { campaign: desk.campaign(), file: file.clone(), onclose: move |()| open.set(false) }
        }
    }
}
