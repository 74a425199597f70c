//! How fresh the numbers are, in words; and what to do when there are none.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::problem::Problem;

use super::followed::{Hearing, use_followed};
use crate::ui::{Button, Glyph, Icon, Notice, Tone, problem_text, t, tp};
use crate::zone::local;

/// "Live", or from when the numbers are.
#[component]
pub fn Freshness(at: Option<Timestamp>, problem: Option<Problem>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let Some(at) = at else { return rsx! {} };
    let time = local(at, &campaign.settings.timezone);
    let live = problem.is_none() && *followed.hearing.read() != Hearing::Lost;
    rsx! {
        p { class: "freshness", role: "status", "data-live": if live { "yes" } else { "no" },
            if live {
                Icon { glyph: Glyph::Check }
                span { {tp("office.live", &[("at", &time)])} }
            } else {
                Icon { glyph: Glyph::Offline }
                span { {tp("office.stale", &[("at", &time)])} }
            }
        }
    }
}

/// What stands where numbers will be: on their way, or why they do not come and what to do.
#[component]
pub fn Absent(problem: Option<Problem>, onagain: EventHandler<()>) -> Element {
    rsx! {
        match problem {
            None => rsx! {
                p { class: "opening", role: "status", {t("office.loading")} }
            },
            Some(problem) => rsx! {
                Notice { tone: Tone::Error, title: t("office.not-loaded"),
                    p { {problem_text(&problem)} }
                    Button { glyph: Glyph::Again, onclick: move |_| onagain.call(()), {t("office.again")} }
                }
            },
        }
    }
}
