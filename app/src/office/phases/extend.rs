//! A phase lasts longer for one unit: which one, until when, and why.

use dioxus::prelude::*;
use shared::assessment::window;
use shared::problem::Problem;
use shared::wire::{Calendar, Extension, Phase};

use super::screen::REASON;
use super::set::read;
use crate::net;
use crate::office::frame::{Outcome, Question, use_followed};
use crate::ui::{Field, LANGUAGE, Look, t, tp};
use crate::zone::last_day;

/// What is asked.
#[component]
pub fn Extend(
    phase: Phase,
    calendar: Calendar,
    onclose: EventHandler<()>,
    ondone: EventHandler<()>,
) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read().clone();
    let mut unit = use_signal(String::new);
    let mut until = use_signal(String::new);
    let act = use_callback(move |reason: String| {
        let id = followed.summary.peek().id.clone();
        let (unit, until) = (unit.peek().clone(), read(&until.peek()));
        let done = async move {
            if unit.is_empty() {
                return Err(Problem::new("phases.no_unit"));
            }
            let until = until?.ok_or_else(|| Problem::new("phases.no_day"))?;
            net::extend(&id, &Extension { unit, phase, until, reason }).await.map(drop)
        };
        Box::pin(done) as Outcome
    });
    let name = t(phase.text_key());
    let ends = window(&calendar, phase).and_then(|row| row.closes);
    rsx! {
        Question {
            title: tp("phases.extend-title", &[("phase", &name)]),
            name: t("phases.do-extend"),
            code: "set-extend",
            look: Look::Primary,
            reason: REASON,
            hint: t("phases.reason-hint"),
            act,
            onclose,
            ondone,
            if let Some(ends) = ends {
                p { {tp("phases.ends-for-all", &[("day", &last_day(ends, &campaign.settings.timezone))])} }
            }
            div { class: "field",
                label { r#for: "phase-unit", {t("phases.unit")} }
                select { id: "phase-unit", class: "select", onchange: move |event| unit.set(event.value()),
                    option { value: "", {t("phases.choose-unit")} }
                    for row in &campaign.units {
                        option { key: "{row.code}", value: "{row.code}", {row.name.get(LANGUAGE().code())} }
                    }
                }
            }
            Field {
                id: "phase-until",
                label: t("phases.until-day"),
                kind: "date",
                value: until(),
                oninput: move |day| until.set(day),
            }
        }
    }
}
