//! One ballot of the outbox: where it is on its way, in words and shape.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::problem::Problem;
use uuid::Uuid;

use super::until::until;
use crate::device;
use crate::device::protocol::{OutboxItem, OutboxState};
use crate::field::ask_back::missed;
use crate::field::names;
use crate::ui::{Button, Glyph, Icon, LANGUAGE, Look, date_time, number, problem_text, t, tp};

impl OutboxState {
    fn glyph(&self) -> Glyph {
        match self {
            Self::Parked { .. } => Glyph::Flag,
            Self::Sending => Glyph::Up,
            Self::Waiting => Glyph::Tablet,
            Self::Received { .. } => Glyph::Check,
        }
    }
}

/// A row of the outbox.
#[component]
pub fn BallotRow(item: OutboxItem, now: Timestamp) -> Element {
    let state = &item.state;
    let is_apart = item.place.is_empty();
    let place = if is_apart { t("field.apart") } else { names::of_ballot(&item, LANGUAGE()) };
    let title = item.names.as_ref().map(|names| names.campaign.get(LANGUAGE().code()));
    let campaign = title.unwrap_or(&item.campaign);
    let finished = date_time(item.finished);
    let who = item.interviewer.clone().unwrap_or_default();
    rsx! {
        li { class: "ballot", "data-ballot": "{item.id}", "data-state": state.name(),
            span { class: "form-badge", "{item.form}" }
            div { class: "ballot-words",
                p { class: "ballot-place", "{place}" }
                p { class: "ballot-facts", "{campaign}" }
                if let Some(reason) = item.reason {
                    p { class: "ballot-facts", {missed(reason)} }
                }
                if !is_apart {
                    p { class: "ballot-facts", {tp("field.finished-by", &[("at", &finished), ("who", &who)])} }
                }
                match state {
                    OutboxState::Parked { problem } => rsx! {
                        p { class: "ballot-why", {problem_text(problem)} }
                        p { class: "ballot-facts", {t("field.parked-text")} }
                    },
                    OutboxState::Waiting if item.attempts > 0 => rsx! {
                        p { class: "ballot-facts", {tried(&item, now)} }
                    },
                    // What was kept there is not here any more.
                    OutboxState::Received { .. } if is_apart => rsx! {
                        p { class: "ballot-facts", {t("field.let-go-why")} }
                    },
                    OutboxState::Received { at } => rsx! {
                        p { class: "ballot-facts", {tp("field.received-at", &[("at", &date_time(*at))])} }
                    },
                    OutboxState::Sending | OutboxState::Waiting => rsx! {},
                }
                if let Some(reason) = &item.returned {
                    p { class: "ballot-why", {tp("field.returned-why", &[("reason", reason)])} }
                }
                if item.reason.is_some() {
                    TakeBack { draft: item.id, sent: item.attempts > 0 }
                }
            }
            p { class: "ballot-state state-{state.name()}",
                Icon { glyph: state.glyph() }
                if is_apart && matches!(state, OutboxState::Received { .. }) {
                    {t("field.let-go")}
                } else {
                    {t(&format!("field.state-{}", state.name()))}
                }
            }
        }
    }
}

/// The way back of who noted by mistake that there is no ballot; or who has one, once the tablet may have sent it.
#[component]
fn TakeBack(draft: Uuid, sent: bool) -> Element {
    let mut refused = use_signal(|| sent);
    if refused() || sent {
        return rsx! {
            p { class: "ballot-facts", {problem_text(&Problem::new("store.sent"))} }
        };
    }
    rsx! {
        Button {
            look: Look::Quiet,
            "data-do": "take-back",
            onclick: move |_| async move {
                refused.set(device::take_back(draft).await.is_err());
            },
            {t("field.take-back")}
        }
    }
}

fn tried(item: &OutboxItem, now: Timestamp) -> String {
    let n = number(item.attempts);
    match item.next_attempt {
        Some(next) => tp("field.tried-next", &[("n", &n), ("when", &until(LANGUAGE(), next, now))]),
        None => tp("field.tried", &[("n", &n)]),
    }
}
