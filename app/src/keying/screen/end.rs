//! What was keyed of a paper, in sum, before it is sent: nothing of what is doubted keeps it from being sent.

use dioxus::prelude::*;

use super::super::said::Said;
use super::words;
use super::work::Work;
use crate::ui::{Notice, Tone, t, tp};

/// The sum, and what is doubted.
#[component]
pub fn End(work: Work) -> Element {
    let station = work.station.read();
    let Some(sheet) =
        station.paper.as_ref().map(|paper| &paper.sheet).filter(|sheet| sheet.field().is_none())
    else {
        return rsx! {};
    };
    let count = |is: fn(&Said) -> bool| (0..sheet.fields().len()).filter(|nth| is(sheet.said(*nth))).count();
    let answered = count(|said| matches!(said, Said::Answer(_)));
    let nothing = (0..sheet.fields().len())
        .filter(|nth| *sheet.said(*nth) == Said::Nothing && sheet.is_asked(*nth))
        .count();
    let unreadable = count(|said| *said == Said::Unreadable);
    let doubts = sheet.doubts();
    rsx! {
        dl { class: "key-sum",
            for (key , number) in [("answered", answered), ("nothing", nothing), ("unreadable", unreadable)] {
                div { key: "{key}",
                    dt { {t(&format!("keying.sum-{key}"))} }
                    dd { "data-sum": "{key}", "{number}" }
                }
            }
        }
        if !doubts.is_empty() {
            Notice {
                tone: Tone::Warning,
                title: tp("keying.doubts", &[("n", &doubts.len().to_string())]),
                p { {t("keying.doubts-text")} }
                ul { class: "key-doubts",
                    for (nth , doubt) in doubts.iter().enumerate() {
                        li { key: "{nth}", {words::doubt(sheet, doubt.field, &doubt.why)} }
                    }
                }
            }
        }
    }
}
