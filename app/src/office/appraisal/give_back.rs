//! Gives a self-assessment back to its unit: an admin does, with a reason, while self-scoring is open for that unit.

use dioxus::prelude::*;
use shared::wire::{Phase, Role, Stage, Step, Submitting};

use super::unit::UnitYear;
use crate::address::Address;
use crate::net;
use crate::office::frame::{ByPointer, Outcome, Question, use_followed};
use crate::office::name;
use crate::ui::{Button, Dialog, Glyph, LANGUAGE, Look, focus_on, may, t, tp};

/// The button, where there is something to give back, and what it asks.
#[component]
pub fn GiveBack(campaign: String, found: ByPointer<UnitYear>, onchange: EventHandler<()>) -> Element {
    let followed = use_followed();
    let mut asking = use_signal(|| false);
    let record = &found.record;
    let (unit, entries) = (record.unit.clone(), record.entries);
    let act = use_callback({
        let (campaign, unit) = (campaign.clone(), unit.clone());
        move |reason: String| {
            let (campaign, unit) = (campaign.clone(), unit.clone());
            let step = Submitting { step: Step::Returned, entries, reason, scan: None };
            Box::pin(async move { net::submit(&campaign, &unit, &step).await.map(drop) }) as Outcome
        }
    });
    let mut close = move |()| asking.set(false);
    let is_given = matches!(record.stage, Stage::Submitted | Stage::Prepared);
    if !is_given || !may(&[Role::Admin], Some(&campaign)) {
        return rsx! {};
    }
    let name = name::unit(&followed.campaign.read(), LANGUAGE(), &unit);
    let text = if record.stage == Stage::Submitted { "give-back.submitted" } else { "give-back.prepared" };
    let open = found.open.contains(&Phase::SelfScoring);
    rsx! {
        Button {
            glyph: Glyph::Back,
            "data-do": "give-back",
            onclick: move |_| {
                // The question gives the keyboard back to where it was when it opened: not to a button that goes.
                focus_on(super::list::TITLE);
                asking.set(true);
            },
            {t("give-back.do")}
        }
        if asking() && open {
            Question {
                title: tp("give-back.title", &[("unit", &name)]),
                name: t("give-back.do"),
                code: "give-back-now",
                look: Look::Primary,
                reason: "give-back-reason",
                hint: t("give-back.hint"),
                act,
                onclose: close,
                ondone: move |()| {
                    close(());
                    onchange.call(());
                },
                p { {t(text)} }
            }
        } else if asking() {
            Dialog {
                title: tp("give-back.title", &[("unit", &name)]),
                onclose: close,
                actions: rsx! {
                    Button { onclick: move |_| close(()), {t("office.cancel")} }
                    Link { class: "button button-primary", to: Address::Phases { campaign }, {t("phases.phases")} }
                },
                p { "data-refused": "closed", {tp("give-back.closed", &[("unit", &name)])} }
            }
        }
    }
}
