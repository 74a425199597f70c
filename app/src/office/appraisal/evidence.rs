//! What proves a leaf: documents by number and day, files that open in the page.

use dioxus::prelude::*;
use shared::assessment::standing;
use shared::wire::{Evidence, EvidenceFile, LeafRecord};

use super::keys::{Press, Pressed};
use super::leaf::Told;
use crate::office::frame::ByPointer;
use crate::ui::file_view::{FileView, file_address, is_shown, size_text};
use crate::ui::{Button, Glyph, Look, date, t, tp};

fn in_words(evidence: &Evidence, file: Option<&EvidenceFile>) -> String {
    let day = evidence.date.map(|day| tp("appraisal.dated", &[("day", &date(&day.to_string()))]));
    let name = if evidence.name.is_empty() { file.map(|file| file.name.clone()) } else { None };
    let parts = [
        evidence.number.clone(),
        day.unwrap_or_default(),
        name.unwrap_or_else(|| evidence.name.clone()),
        evidence.pages.clone(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The evidence of the entries that stand and of the unit's answers.
#[component]
pub fn EvidenceFiles(
    campaign: String,
    record: LeafRecord,
    told: ByPointer<Told>,
    asked: Signal<Pressed>,
) -> Element {
    let mut shown = use_signal(|| None::<usize>);
    let mut seen = use_signal(|| asked.peek().times);
    let entries = standing(&record.entries).into_iter().flat_map(|entry| &entry.said.evidence);
    let answers = standing(&record.answers).into_iter().flat_map(|answer| &answer.said.evidence);
    let file = |evidence: &Evidence| {
        told.files.files.iter().find(|file| Some(file.digest) == evidence.file).cloned()
    };
    let pieces: Vec<(Evidence, Option<EvidenceFile>)> =
        entries.chain(answers).map(|evidence| (evidence.clone(), file(evidence))).collect();
    let can_be_seen = |(nth, (_, file)): (usize, &(Evidence, Option<EvidenceFile>))| {
        file.as_ref().is_some_and(is_shown).then_some(nth)
    };
    let to_see: Vec<usize> = pieces.iter().enumerate().filter_map(can_be_seen).collect();
    // Again and again it goes through what the page can show, and closes after the last.
    use_effect(use_reactive((&to_see,), move |(to_see,)| {
        let now = asked();
        if now.times == *seen.peek() {
            return;
        }
        seen.set(now.times);
        if now.press == Some(Press::Evidence) {
            let before = *shown.peek();
            shown.set(to_see.into_iter().find(|nth| before.is_none_or(|before| *nth > before)));
        }
    }));
    let open = shown().and_then(|nth| pieces.get(nth)?.1.clone());
    rsx! {
        h3 { {t("appraisal.evidence")} }
        if pieces.is_empty() {
            p { class: "field-hint", {t("appraisal.no-evidence")} }
        }
        ul { class: "appraisal-evidence",
            for (nth , (evidence , file)) in pieces.iter().enumerate() {
                li { key: "{nth}",
                    span { {in_words(evidence, file.as_ref())} }
                    if let Some(file) = file {
                        if file.kind.is_shown() {
                            Button {
                                look: Look::Quiet,
                                glyph: Glyph::File,
                                label: tp("file.open", &[("name", &file.name)]),
                                "data-do": "show-file",
                                "aria-expanded": if shown() == Some(nth) { "true" } else { "false" },
                                onclick: move |_| {
                                    let before = *shown.peek();
                                    shown.set((before != Some(nth)).then_some(nth));
                                },
                                {t("file.look")}
                            }
                        }
                        a { class: "button button-quiet", href: file_address(&campaign, file), download: "{file.name}",
                            {tp("file.save", &[("size", &size_text(file.bytes))])}
                        }
                    }
                }
            }
        }
        if let Some(file) = open {
            FileView { key: "{file.digest}", campaign, file }
        }
    }
}
