//! What is done with a unit as a whole: its bonus and penalty points, and the way back of its self-assessment.

use dioxus::prelude::*;
use futures::join;
use shared::assessment::open_phases;
use shared::problem::Problem;
use shared::wire::{Phase, UnitRecord};

use super::adjust::Adjust;
use super::give_back::GiveBack;
use crate::office::frame::{Absent, use_live};
use crate::{net, platform};

/// A unit's year, and what is open for it.
pub struct UnitYear {
    /// All that was said.
    pub record: UnitRecord,
    /// The phases that are open for it.
    pub open: Vec<Phase>,
}

async fn load(campaign: &str, unit: &str) -> Result<UnitYear, Problem> {
    let (record, calendar) = join!(net::unit(campaign, unit), net::calendar(campaign));
    Ok(UnitYear { record: record?, open: open_phases(&calendar?, unit, platform::now()) })
}

/// What is done with the unit.
#[component]
pub fn WholeUnit(campaign: String, unit: String, onchange: EventHandler<()>) -> Element {
    let of = campaign.clone();
    let live = use_live(
        move || format!("{of} {unit}"),
        |of| async move {
            let (campaign, unit) = of.split_once(' ').unwrap_or_default();
            load(campaign, unit).await
        },
    );
    let shown = live.shown();
    let Some(found) = shown.value else {
        return rsx! {
            Absent { problem: shown.problem, onagain: move |()| live.ask() }
        };
    };
    rsx! {
        Adjust { campaign: campaign.clone(), found: found.clone(), onchange: move |()| live.ask() }
        GiveBack {
            campaign,
            found,
            onchange: move |()| {
                live.ask();
                onchange.call(());
            },
        }
    }
}
