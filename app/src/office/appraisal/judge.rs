//! What an appraiser may say of a leaf now, and why not where nothing may be said.

use std::collections::BTreeMap;

use dioxus::prelude::*;
use shared::assessment::open_phases;
use shared::campaign::Leaf;
use shared::problem::Problem;
use shared::wire::{Calendar, LeafRecord, Phase, Role, Round};

use super::fields::Fields;
use super::keys::Pressed;
use crate::address::Address;
use crate::platform;
use crate::ui::{Notice, Tone, may, problem_text, t};

/// The fields; only appraisers have them, only while a phase of theirs is open, and once the unit is done.
#[component]
pub fn Judge(
    campaign: String,
    leaf: Leaf,
    record: LeafRecord,
    names: BTreeMap<String, String>,
    calendar: Calendar,
    ready: bool,
    next: Option<Address>,
    asked: Signal<Pressed>,
    onchange: EventHandler<()>,
) -> Element {
    if !may(&[Role::Appraiser], Some(&campaign)) {
        return rsx! {};
    }
    let open = open_phases(&calendar, &record.unit, platform::now());
    let may_ask = open.contains(&Phase::Appraisal);
    let round = if open.contains(&Phase::SecondAppraisal) { Round::Second } else { Round::First };
    let barred = if !may_ask && round == Round::First {
        Some(problem_text(&Problem::new("assessments.appraisal_closed")))
    } else {
        (!ready).then(|| t("appraisal.not-ready"))
    };
    match barred {
        Some(text) => rsx! {
            div { "data-barred": "true",
                Notice { tone: Tone::Info, p { "{text}" } }
            }
        },
        None => rsx! {
            Fields { campaign, leaf, record, names, round, may_ask, next, asked, onchange }
        },
    }
}
