//! One phase: how it stands, for whom it lasts longer, what may be done with it.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::assessment::Standing;
use shared::wire::{Calendar, ExtensionRow, Phase};

use super::ends::{Ends, left};
use super::screen::Asking;
use super::standing::{extensions, proposed};
use crate::office::frame::use_followed;
use crate::office::name;
use crate::ui::{Button, Glyph, LANGUAGE, date, t, tp};
use crate::zone::{last_day, local};

/// The card.
#[component]
pub fn Card(phase: Phase, calendar: Calendar, steers: bool, onask: EventHandler<Asking>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read().clone();
    let (now, zone) = ((followed.now)(), campaign.settings.timezone.clone());
    let stands = Standing::of(&calendar, phase, now);
    let (key, code, class) = match stands {
        Standing::Never => ("phases.never", "never", "tag"),
        Standing::Coming(_) => ("phases.coming", "coming", "tag"),
        Standing::Open(_) => ("phases.open", "open", "tag tag-open"),
        Standing::Over(_) => ("phases.over", "over", "tag"),
    };
    let longer = extensions(&calendar, phase);
    let last = shared::assessment::window(&calendar, phase);
    let proposal = proposed(&campaign.settings, phase).filter(|_| matches!(stands, Standing::Never));
    rsx! {
        li { class: "panel phase", "data-phase": "{phase.code()}", "data-standing": code,
            div { class: "phase-head",
                h2 { id: "phase-{phase.code()}", tabindex: "-1", {t(phase.text_key())} }
                span { class, {t(key)} }
            }
            Ends { stands }
            if let Some(proposal) = proposal {
                p { class: "field-hint", {tp("phases.proposed", &[("day", &date(&proposal.to_string()))])} }
            }
            if let Some(last) = last {
                p { class: "field-hint",
                    {tp("phases.said", &[("by", calendar.name_of(&last.by)), ("at", &local(last.at, &zone)), ("reason", &last.reason)])}
                }
            }
            if !longer.is_empty() {
                h3 { {t("phases.longer")} }
                ul { class: "phase-units",
                    for row in longer {
                        li { key: "{row.unit}", "data-extension": "{row.unit}",
                            strong { {name::unit(&campaign, LANGUAGE(), &row.unit)} }
                            span { {until(row, now, &zone)} }
                            span { class: "field-hint", {tp("phases.reason", &[("by", calendar.name_of(&row.by)), ("reason", &row.reason)])} }
                        }
                    }
                }
            }
            if steers {
                div { class: "card-actions",
                    match stands {
                        Standing::Never | Standing::Over(_) => rsx! {
                            Button { glyph: Glyph::Check, "data-do": "open", onclick: move |_| onask.call(Asking::Open(phase)),
                                {t(if stands == Standing::Never { "phases.do-open" } else { "phases.do-reopen" })}
                            }
                        },
                        _ => rsx! {
                            Button { glyph: Glyph::Clock, "data-do": "open", onclick: move |_| onask.call(Asking::Open(phase)), {t("phases.do-days")} }
                            Button { glyph: Glyph::Seal, "data-do": "close", onclick: move |_| onask.call(Asking::Close(phase)), {t("phases.do-close")} }
                        },
                    }
                    if stands != Standing::Never {
                        Button { glyph: Glyph::Plus, "data-do": "extend", onclick: move |_| onask.call(Asking::Extend(phase)), {t("phases.do-extend")} }
                    }
                }
            }
        }
    }
}

fn until(row: &ExtensionRow, now: Timestamp, zone: &str) -> String {
    let day = last_day(row.until, zone);
    if row.until <= now {
        tp("phases.longer-over", &[("day", &day)])
    } else {
        tp("phases.longer-until", &[("day", &day), ("amount", &left(row.until, now))])
    }
}
