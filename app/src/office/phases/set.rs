//! Opening a phase, at once or by date, giving it other days, and closing it: each with a reason.

use dioxus::prelude::*;
use shared::assessment::{Standing, window};
use shared::day::Day;
use shared::problem::Problem;
use shared::wire::{Calendar, Phase, PhaseChange};

use super::screen::REASON;
use super::standing::proposed;
use crate::net;
use crate::office::frame::{Outcome, Question, use_followed};
use crate::ui::{Field, Look, Notice, Tone, t, tp};
use crate::zone::{iso_day, iso_last_day};

/// What is asked.
#[component]
pub fn Set(
    phase: Phase,
    open: bool,
    calendar: Calendar,
    onclose: EventHandler<()>,
    ondone: EventHandler<()>,
) -> Element {
    let followed = use_followed();
    let settings = followed.campaign.peek().settings.clone();
    let now = *followed.now.peek();
    let stands = Standing::of(&calendar, phase, now);
    let zone = &settings.timezone;
    let today = iso_day(now, zone);
    // What stands goes on standing unless it is changed here; what was not said yet is as the package proposes.
    let (first, last) = match (stands, window(&calendar, phase)) {
        (Standing::Coming(_) | Standing::Open(_), Some(row)) => (
            iso_day(row.opens, zone),
            row.closes.map_or_else(String::new, |closes| iso_last_day(closes, zone)),
        ),
        _ => {
            let proposal = proposed(&settings, phase).map(|day| day.to_string());
            (String::new(), proposal.filter(|day| *day >= today).unwrap_or_default())
        }
    };
    let earlier = Phase::ALL.into_iter().take_while(|it| *it != phase);
    let skipped = earlier.filter(|it| Standing::of(&calendar, *it, now) == Standing::Never).last();
    let mut opens = use_signal(|| first);
    let mut closes = use_signal(|| last);
    let act = use_callback(move |reason: String| {
        let id = followed.summary.peek().id.clone();
        let days = (read(&opens.peek()), read(&closes.peek()));
        let done = async move {
            let (opens, closes) = (days.0?.filter(|_| open), days.1?.filter(|_| open));
            net::set_phase(&id, &PhaseChange { phase, open, opens, closes, reason }).await.map(drop)
        };
        Box::pin(done) as Outcome
    });
    let name = t(phase.text_key());
    let title = tp(if open { "phases.open-title" } else { "phases.close-title" }, &[("phase", &name)]);
    rsx! {
        Question {
            title,
            name: t(if open { "phases.do-save" } else { "phases.do-close" }),
            code: if open { "set-open" } else { "set-close" },
            look: if open { Look::Primary } else { Look::Danger },
            reason: REASON,
            hint: t("phases.reason-hint"),
            act,
            onclose,
            ondone,
            if open {
                if let Some(earlier) = skipped {
                    div { "data-skipped": "{earlier.code()}",
                        Notice { tone: Tone::Warning,
                            p { {tp("phases.out-of-turn", &[("earlier", &t(earlier.text_key()))])} }
                        }
                    }
                }
                p { {t("phases.open-text")} }
                Field {
                    id: "phase-opens",
                    label: t("phases.first-day"),
                    kind: "date",
                    value: opens(),
                    hint: t("phases.first-day-hint"),
                    oninput: move |day| opens.set(day),
                }
                Field {
                    id: "phase-closes",
                    label: t("phases.last-day"),
                    kind: "date",
                    value: closes(),
                    hint: t("phases.last-day-hint"),
                    oninput: move |day| closes.set(day),
                }
            } else {
                p { {t("phases.close-text")} }
            }
        }
    }
}

/// A day as the browser's field gives it; none where it is empty.
pub fn read(text: &str) -> Result<Option<Day>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Problem::new("assessments.day").with("day", text))
}
