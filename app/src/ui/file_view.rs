//! A file that a unit gave, looked at: in the page by the browser's own viewer, or saved. Nothing in it runs: the server says so.

use dioxus::prelude::*;
use shared::wire::{Condition, EvidenceFile, FileKind};

use super::{Button, Dialog, Glyph, number, t, tp};
use crate::platform;

/// As people count what they send.
const MEGABYTE: u64 = 1_000_000;

/// Where the bytes of a file are.
pub fn file_address(campaign: &str, file: &EvidenceFile) -> String {
    format!("/api/campaigns/{campaign}/units/{}/files/{}", file.unit, file.digest)
}

/// A length in words, rounded up.
pub fn size_text(bytes: u64) -> String {
    if bytes < MEGABYTE {
        return tp("file.kb", &[("n", &bytes.div_ceil(1_000).to_string())]);
    }
    let tenths = bytes.div_ceil(MEGABYTE / 10);
    tp("file.mb", &[("n", &number(format!("{}.{}", tenths / 10, tenths % 10)))])
}

/// What was seen of a file, where there is something to say.
pub fn condition_text(condition: Condition) -> Option<String> {
    let key = match condition {
        Condition::Sound => return None,
        Condition::Empty => "file.condition-empty",
        Condition::Cut => "file.condition-cut",
        Condition::Unreadable => "file.condition-unreadable",
        Condition::Locked => "file.condition-locked",
    };
    Some(t(key))
}

/// Whether the page shows it. What is empty, cut or unreadable is not framed: a viewer that cannot read takes the keyboard.
pub fn is_shown(file: &EvidenceFile) -> bool {
    let readable = matches!(file.condition, Condition::Sound | Condition::Locked);
    readable && file.kind.is_shown() && (file.kind != FileKind::Pdf || platform::shows_pdf())
}

/// The file itself, as large as there is room.
#[component]
pub fn FileView(campaign: String, file: EvidenceFile) -> Element {
    let address = file_address(&campaign, &file);
    rsx! {
        div { class: "file-view", "data-file": "{file.digest}",
            if let Some(text) = condition_text(file.condition) {
                p { class: "field-error", "{text}" }
            }
            if !is_shown(&file) {
                p { {t("file.no-viewer")} }
            } else if file.kind == FileKind::Pdf {
                iframe { class: "file-frame", src: "{address}", title: "{file.name}" }
            } else {
                img { class: "file-picture", src: "{address}", alt: "{file.name}" }
            }
        }
    }
}

/// The file over the page, with the ways to see it larger and to save it.
#[component]
pub fn FileDialog(campaign: String, file: EvidenceFile, onclose: EventHandler<()>) -> Element {
    let address = file_address(&campaign, &file);
    rsx! {
        Dialog {
            title: file.name.clone(),
            onclose,
            actions: rsx! {
                Button { glyph: Glyph::Cross, "data-do": "close-file", onclick: move |_| onclose.call(()), {t("file.close")} }
                a { class: "button", href: "{address}", download: "{file.name}", {tp("file.save", &[("size", &size_text(file.bytes))])} }
                if file.kind.is_shown() {
                    a { class: "button", href: "{address}", target: "_blank", rel: "noopener", {t("file.new-tab")} }
                }
            },
            FileView { campaign, file: file.clone() }
        }
    }
}
