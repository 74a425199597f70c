//! How far what was keyed is on its way, and what the server did not take.

use dioxus::prelude::*;

use super::super::sending::OUTBOX;
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
            } else {
                span { class: "key-mark tone-good",
                    Icon { glyph: Glyph::Check }
                    span { {t("keying.all-sent")} }
                }
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
