//! Closing a campaign and opening it again: an act of a person, with a reason.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::Closing;

use super::followed::{Followed, use_followed};
use super::menu::{MENU, Menu};

use super::question::{Outcome, Question};
use crate::net;
use crate::ui::{Button, Glyph, LANGUAGE, Look, focus_on, t, tp};

/// The acts on a whole campaign.
#[component]
pub fn CampaignMenu() -> Element {
    let mut open = use_signal(|| false);
    let mut asking = use_signal(|| false);
    let followed = use_followed();
    let closed = followed.summary.read().closed.is_some();
    rsx! {
        Menu { label: t("office.menu"), open,
            Button {
                look: Look::Quiet,
                glyph: Glyph::Seal,
                "data-do": "closing",
                onclick: move |_| {
                    open.set(false);
                    // The question gives the keyboard back to where it was when it opened.
                    focus_on(MENU);
                    asking.set(true);
                },
                {t(if closed { "office.reopen-campaign" } else { "office.close-campaign" })}
            }
        }
        if asking() {
            Closes { closed, onclose: move |()| asking.set(false) }
        }
    }
}

#[component]
fn Closes(closed: bool, onclose: EventHandler<()>) -> Element {
    let followed = use_followed();
    let title = followed.summary.read().title.get(LANGUAGE().code()).to_owned();
    let key = if closed { "office.reopen-campaign" } else { "office.close-campaign" };
    let text = if closed { "office.reopen-campaign-text" } else { "office.close-campaign-text" };
    let act = use_callback(move |reason: String| {
        let id = followed.summary.peek().id.clone();
        let done = async move { act(&id, &Closing { closed: !closed, reason }, followed).await };
        Box::pin(done) as Outcome
    });
    rsx! {
        Question {
            title: t(key),
            name: t(key),
            code: if closed { "reopen-campaign" } else { "close-campaign" },
            look: if closed { Look::Primary } else { Look::Danger },
            reason: "closing-reason",
            hint: t("office.closing-hint"),
            act,
            onclose,
            ondone: onclose,
            p { {tp(text, &[("title", &title)])} }
        }
    }
}

async fn act(id: &str, closing: &Closing, followed: Followed) -> Result<(), Problem> {
    net::close(id, closing).await?;
    let now = net::campaigns().await?.into_iter().find(|summary| summary.id == id);
    if let Some(now) = now {
        let mut summary = followed.summary;
        summary.set(now);
    }
    let mut beat = followed.beat;
    beat += 1;
    Ok(())
}
