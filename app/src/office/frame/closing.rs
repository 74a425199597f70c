//! Closing a campaign and opening it again: an act of a person, with a reason.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::Closing;

use super::followed::{Followed, use_followed};
use super::menu::{MENU, Menu};
use super::reason::ReasonField;
use crate::net;
use crate::ui::{Button, Dialog, Glyph, LANGUAGE, Look, Notice, Tone, focus_on, problem_text, t, tp};

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
            Question { closed, onclose: move |()| asking.set(false) }
        }
    }
}

/// The id of the field for the reason.
const REASON: &str = "closing-reason";

#[component]
fn Question(closed: bool, onclose: EventHandler<()>) -> Element {
    let followed = use_followed();
    let reason = use_signal(String::new);
    let mut blank = use_signal(|| false);
    let mut problem = use_signal(|| None::<Problem>);
    let mut busy = use_signal(|| false);
    let title = followed.summary.read().title.get(LANGUAGE().code()).to_owned();
    let key = if closed { "office.reopen-campaign" } else { "office.close-campaign" };
    let text = if closed { "office.reopen-campaign-text" } else { "office.close-campaign-text" };
    let act = move |_| async move {
        if busy() {
            return;
        }
        if reason.peek().trim().is_empty() {
            blank.set(true);
            focus_on(REASON);
            return;
        }
        busy.set(true);
        let id = followed.summary.peek().id.clone();
        let closing = Closing { closed: !closed, reason: reason.peek().trim().to_owned() };
        match act(&id, &closing, followed).await {
            Ok(()) => onclose.call(()),
            Err(why) => problem.set(Some(why)),
        }
        busy.set(false);
    };
    rsx! {
        Dialog {
            title: t(key),
            onclose,
            actions: rsx! {
                Button { onclick: move |_| onclose.call(()), {t("office.cancel")} }
                Button {
                    look: if closed { Look::Primary } else { Look::Danger },
                    "data-do": if closed { "reopen-campaign" } else { "close-campaign" },
                    onclick: act,
                    {t(key)}
                }
            },
            p { {tp(text, &[("title", &title)])} }
            ReasonField {
                id: REASON,
                value: reason,
                hint: t("office.closing-hint"),
                blank: blank() && reason.read().trim().is_empty(),
            }
            if let Some(problem) = problem() {
                Notice { tone: Tone::Error,
                    p { {problem_text(&problem)} }
                }
            }
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
