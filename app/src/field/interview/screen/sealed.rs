//! After the end: thanks, where the ballot is now, the next respondent.

use dioxus::prelude::*;
use shared::ballot::Mode;
use shared::problem::Problem;
use uuid::Uuid;

use super::dom;
use crate::address::Address;
use crate::device;
use crate::device::protocol::OutboxState;
use crate::ui::{Button, Glyph, Icon, Look, Notice, SYNC, Tone, date_time, number, problem_text, t, tp};

/// The thanks; `held` is whether the tablet still holds the ballot.
#[component]
pub fn Sealed(
    ballot: Uuid,
    held: bool,
    campaign: String,
    form: String,
    place: String,
    place_name: String,
) -> Element {
    let counted = (campaign.clone(), form.clone(), place.clone());
    let counts = use_resource(move || {
        let (campaign, form, place) = counted.clone();
        async move {
            let board = device::board(&campaign).await.ok()?;
            let row = board.rows.into_iter().find(|row| row.form == form && row.place == place)?;
            Some((row.done, row.planned))
        }
    });
    rsx! {
        div { class: "sealed", "data-sealed": "{ballot}",
            div { class: "sealed-mark", Icon { glyph: Glyph::Seal } }
            h1 {
                class: "question",
                tabindex: "-1",
                onmounted: move |event| dom::focus_mounted(&event),
                {t("field.thanks")}
            }
            p { class: "sealed-text", {t(if held { "field.sealed-text" } else { "field.sealed-gone" })} }
            Whereabouts { ballot }
            if let Some(Some((done, planned))) = *counts.read() {
                p { class: "sealed-count",
                    {tp("field.sealed-count", &[("done", &number(done)), ("planned", &number(planned)), ("form", &form), ("place", &place_name)])}
                }
            }
            div { class: "sealed-steps",
                Another { campaign: campaign.clone(), form: form.clone(), place: place.clone() }
                Link { class: "button button-wide", to: Address::Board { campaign }, "data-do": "board", {t("field.back-to-board")} }
            }
        }
    }
}

/// Where the ballot is on its way.
#[component]
fn Whereabouts(ballot: Uuid) -> Element {
    let state = use_resource(move || async move {
        let _ = SYNC.read().clone();
        device::sealed(ballot).await.ok()?.map(|item| item.state)
    });
    let (tone, text) = match &*state.read() {
        Some(Some(OutboxState::Received { at })) => {
            (Tone::Good, tp("field.sealed-received", &[("at", &date_time(*at))]))
        }
        Some(Some(OutboxState::Parked { problem })) => (Tone::Warning, problem_text(problem)),
        _ => (Tone::Info, t("field.sealed-waiting")),
    };
    rsx! {
        Notice { tone,
            p { "{text}" }
        }
    }
}

/// The next respondent: the same form at the same place.
#[component]
fn Another(campaign: String, form: String, place: String) -> Element {
    let mut beginning = use_signal(|| false);
    let mut problem = use_signal(|| None::<Problem>);
    let begin = move |_| {
        let (campaign, form, place) = (campaign.clone(), form.clone(), place.clone());
        async move {
            if beginning.replace(true) {
                return;
            }
            match device::begin_draft(&campaign, &form, &place, Mode::Tablet, None).await {
                Ok(draft) => {
                    navigator().replace(Address::Interview { campaign, draft });
                }
                Err(why) => {
                    problem.set(Some(why));
                    beginning.set(false);
                }
            }
        }
    };
    rsx! {
        Button {
            look: Look::Primary,
            wide: true,
            glyph: Glyph::Person,
            disabled: beginning(),
            "data-do": "another",
            onclick: begin,
            {t("field.another")}
        }
        if let Some(why) = &*problem.read() {
            p { class: "field-error", role: "alert", {problem_text(why)} }
        }
    }
}
