//! How long appraisers have, above all their lists.

use dioxus::prelude::*;
use shared::assessment::Standing;
use shared::wire::Phase;

use crate::office::frame::use_followed;
use crate::office::phases::{Ends, use_calendar};
use crate::ui::t;

/// The appraisal, and the second one once somebody said when it is.
#[component]
pub fn Time() -> Element {
    let (followed, live) = (use_followed(), use_calendar());
    let Some(calendar) = live.value() else { return rsx! {} };
    let now = (followed.now)();
    let phases = [Phase::Appraisal, Phase::SecondAppraisal];
    let stands = phases.map(|phase| (phase, Standing::of(&calendar, phase, now)));
    rsx! {
        for (phase , stands) in stands {
            if phase == Phase::Appraisal || stands != Standing::Never {
                div { key: "{phase.code()}", class: "appraisal-time", "data-time": "{phase.code()}",
                    span { {t(phase.text_key())} ":" }
                    Ends { stands }
                }
            }
        }
    }
}
