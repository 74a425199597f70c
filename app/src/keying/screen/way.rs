//! How far what was keyed is on its way, and what the server did not take.

use dioxus::prelude::*;

use super::super::lost::Mark;
use super::super::sending::{LOST, OUTBOX, forget};
use super::work::{Work, me};
use crate::ui::{Button, Glyph, Icon, Look, Notice, Tone, problem_text, t, tp};

/// Said while papers are on their way, and as long as some were not taken.
#[component]
pub fn OnTheWay(work: Work) -> Element {
    let outbox = OUTBOX.read();
    let (unsent, cut_off) = (outbox.unsent(), outbox.is_cut_off());
    let (campaign, batch) = (work.campaign.read().clone(), work.batch());
    let refused = outbox.refused(&me()).count();
    let here: Vec<_> = outbox
        .refused(&me())
        .filter(|(keyed, ..)| keyed.campaign == campaign && keyed.batch == batch)
        .map(|(keyed, problem, faults)| {
            let faults: Vec<_> = faults.iter().map(|fault| problem_text(&fault.problem)).collect();
            (keyed.id, keyed.paper, problem_text(problem), faults)
        })
        .collect();
    // What came to the server all the same is not open any more.
    let open = |paper: &u32| {
        let station = work.station.read();
        station.work.open.contains(paper) || station.work.differing.contains(paper)
    };
    let of_batch = |it: &&Mark| it.by == me() && it.campaign == campaign && it.batch == batch;
    let lost: Vec<_> = LOST.read().iter().filter(of_batch).map(|it| it.paper).filter(open).collect();
    let numbers = lost.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let tone = if cut_off { Tone::Warning } else { Tone::Info };
    rsx! {
        p { class: "key-way", role: "status", "data-unsent": "{unsent}", "data-cut-off": "{cut_off}",
            if unsent > 0 {
                span { class: "key-mark {tone.class()}",
                    Icon { glyph: if cut_off { Glyph::Offline } else { Glyph::Up } }
                    span { {tp(if cut_off { "keying.cut-off" } else { "keying.on-the-way" }, &[("n", &unsent.to_string())])} }
                }
            } else if refused > 0 {
                span { class: "key-mark {Tone::Error.class()}",
                    Icon { glyph: Glyph::Warning }
                    span { {tp("keying.not-taken", &[("n", &refused.to_string())])} }
                }
            } else if lost.is_empty() {
                span { class: "key-mark tone-good",
                    Icon { glyph: Glyph::Check }
                    span { {t("keying.all-sent")} }
                }
            }
        }
        if !lost.is_empty() {
            Notice { tone: Tone::Warning, title: tp("keying.lost", &[("n", &lost.len().to_string())]),
                p { "data-lost": "{numbers}", {tp("keying.lost-text", &[("papers", &numbers)])} }
                Button { look: Look::Quiet, onclick: move |_| forget(&me(), &campaign, batch), {t("keying.lost-known")} }
            }
        }
        for (id , paper , why , faults) in here {
            Notice { key: "{id}", tone: Tone::Error, title: tp("keying.refused", &[("paper", &paper.to_string())]),
                p { "data-refused": "{paper}", "{why}" }
                ul {
                    for fault in faults {
                        li { "{fault}" }
                    }
                }
                Button { glyph: Glyph::Pencil, onclick: move |_| work.reopen(id), {t("keying.reopen")} }
                Button { look: Look::Quiet, "data-do": "discard", onclick: move |_| work.discard(id), {t("keying.discard")} }
            }
        }
    }
}
