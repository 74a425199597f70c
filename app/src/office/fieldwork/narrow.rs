//! The switch of what a line stands for, and where one has drilled down to, with the way back.

use dioxus::prelude::*;

use crate::address::{Address, FieldworkAddress, Grouping};
use crate::office::frame::use_followed;
use crate::office::name;
use crate::ui::{Glyph, Icon, LANGUAGE, t, tp};

/// What a line stands for: a link for each choice.
#[component]
pub fn GroupingSwitch(campaign: String, view: FieldworkAddress) -> Element {
    let levels = use_followed().campaign.read().places.breakdowns();
    rsx! {
        nav { class: "switch", "aria-label": t("office.by"),
            for by in Grouping::choices(&levels) {
                Link {
                    key: "{by.code()}",
                    class: "switch-choice",
                    to: Address::Fieldwork {
                        campaign: campaign.clone(),
                        view: FieldworkAddress { by, sort: None, ..view.clone() },
                    },
                    "aria-current": if view.by == by { "true" },
                    {t(by_key(by))}
                }
            }
        }
    }
}

/// The name of a grouping.
pub fn by_key(by: Grouping) -> &'static str {
    match by {
        Grouping::Form => "office.by.form",
        Grouping::Level(kind) => kind.text_key(),
        Grouping::Place => "office.by.place",
        Grouping::Quota => "office.by.quota",
        Grouping::Interviewer => "office.by.interviewer",
    }
}

/// Where one has drilled down to; each press takes one filter away. Interviewers are not narrowed by places.
#[component]
pub fn Narrowed(campaign: String, view: FieldworkAddress) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let language = LANGUAGE();
    let filters = [
        (
            view.within.as_deref().map(|code| name::place_in_full(&campaign, language, code)),
            FieldworkAddress { within: None, ..view.clone() },
        ),
        (view.outside.map(|_| t("office.provincial")), FieldworkAddress { outside: None, ..view.clone() }),
        (
            view.place.as_deref().map(|code| name::place_in_full(&campaign, language, code)),
            FieldworkAddress { place: None, ..view.clone() },
        ),
        (
            view.form.as_deref().map(|code| format!("{code} · {}", name::form(&campaign, language, code))),
            FieldworkAddress { form: None, ..view.clone() },
        ),
    ];
    let filters: Vec<_> =
        filters.into_iter().filter_map(|(text, without)| text.map(|text| (text, without))).collect();
    if filters.is_empty() || view.by == Grouping::Interviewer {
        return rsx! {};
    }
    rsx! {
        p { class: "narrowed",
            span { {t("office.only")} }
            for (text , without) in filters {
                Link {
                    key: "{text}",
                    class: "narrow",
                    to: Address::Fieldwork { campaign: id.clone(), view: without },
                    "aria-label": tp("office.without", &[("filter", &text)]),
                    span { "{text}" }
                    Icon { glyph: Glyph::Cross }
                }
            }
        }
    }
}
