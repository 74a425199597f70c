//! The outbox of this tablet, of all persons and campaigns.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::problem::Problem;

use super::queue::{self, Head};
use super::row::BallotRow;
use super::until::until;
use crate::address::Address;
use crate::device::protocol::Outbox;
use crate::ui::{
    Awaited, Button, ClockNotice, ENDED, Glyph, LANGUAGE, Look, Notice, Progress, SYNC, Tone, number,
    problem_text, t, tp, use_title, with_apart,
};
use crate::{device, platform};

/// Well below the minutes that are told.
const TELL_TIME_EVERY_MS: u32 = 10_000;

/// So many ballots are shown at first, and so many more each time that somebody asks.
const SHOWN: usize = 50;

/// The finished ballots that the tablet holds.
#[component]
pub fn OutboxScreen() -> Element {
    let mut most = use_signal(|| SHOWN);
    let found = use_resource(move || async move {
        let _ = SYNC.read().clone();
        device::outbox(most()).await
    });
    let now = use_now();
    use_title(t("field.outbox"));
    let unreadable =
        found.read().as_ref().and_then(|found| found.as_ref().ok()).map_or(0, |it| it.unreadable);
    rsx! {
        div { class: "outbox-head",
            h1 { {t("field.outbox")} }
            ClockNotice {}
            Sending { now, unreadable }
            a { class: "button button-quiet", href: "/carry", "data-do": "carry", {t("field.carry")} }
        }
        if unreadable > 0 {
            Notice { tone: Tone::Warning,
                p { "data-unreadable": "{unreadable}",
                    {tp("field.ballots-unreadable", &[("n", &number(unreadable))])}
                }
            }
        }
        match &*found.read() {
            None => rsx! {
                Awaited {}
            },
            Some(Err(problem)) => rsx! {
                Awaited { problem: problem.clone() }
            },
            Some(Ok(Outbox { rows: items, unreadable: 0, .. })) if items.is_empty() => rsx! {
                Notice { title: t("field.outbox-empty"),
                    p { {t("field.outbox-empty-text")} }
                    Link { class: "button", to: Address::Home, {t("field.to-campaigns")} }
                }
            },
            Some(Ok(Outbox { rows: items, more, .. })) => rsx! {
                ul { class: "ballots",
                    for item in items.clone() {
                        BallotRow {
                            key: "{item.id}",
                            now,
                            item,
                        }
                    }
                }
                if *more > 0 {
                    Button {
                        glyph: Glyph::Down,
                        "data-do": "more",
                        onclick: move |_| most += SHOWN,
                        {tp("field.more-ballots", &[("n", &number(more))])}
                    }
                }
            },
        }
    }
}

/// The time, told anew while the screen is open.
fn use_now() -> Timestamp {
    let mut now = use_signal(platform::now);
    use_future(move || async move {
        loop {
            platform::sleep(TELL_TIME_EVERY_MS).await;
            now.set(platform::now());
        }
    });
    now()
}

/// How sending stands, and the button that begins it.
#[component]
fn Sending(now: Timestamp, unreadable: u32) -> Element {
    let sync = SYNC.read().clone();
    let Some(head) = queue::head(&sync, unreadable) else { return rsx! {} };
    let parked = sync.parked.saturating_sub(unreadable);
    let head = if ENDED() && matches!(head, Head::Waiting(_)) { Head::SignIn } else { head };
    let kept = with_apart("kept.unsent-kept", sync.ballots().saturating_sub(unreadable), sync.apart);
    match head {
        Head::AllReceived => rsx! {
            Notice { tone: Tone::Good, title: t("field.outbox-all-received") }
        },
        Head::Sending(done, total) => {
            let (now, all) = (number((done + 1).min(total)), number(total));
            rsx! {
                div { class: "sending", role: "status",
                    Progress { done, total, label: tp("kept.sending", &[("done", &now), ("total", &all)]) }
                }
            }
        }
        Head::SignIn => rsx! {
            Notice { tone: Tone::Warning, title: kept,
                p { {t("field.outbox-sign-in")} }
                Link { class: "button button-primary", to: Address::SignIn, {t("common.sign-in-again")} }
            }
        },
        Head::Parked => rsx! {
            Notice { tone: Tone::Warning, title: tp("field.outbox-parked", &[("n", &number(parked))]),
                p { {t("field.outbox-parked-text")} }
                SendNow {}
            }
        },
        Head::Waiting(next) => rsx! {
            Notice { title: kept,
                if sync.again > 0 {
                    p { {tp("field.outbox-again", &[("n", &number(sync.again))])} }
                }
                if let Some(problem) = &sync.problem {
                    p { {problem_text(problem)} }
                }
                p {
                    match next {
                        Some(at) => tp("field.outbox-next", &[("when", &until(LANGUAGE(), at, now))]),
                        None => t("field.outbox-soon"),
                    }
                }
                SendNow {}
            }
        },
    }
}

#[component]
fn SendNow() -> Element {
    let mut problem = use_signal(|| None::<Problem>);
    rsx! {
        Button {
            look: Look::Primary,
            glyph: Glyph::Up,
            "data-do": "send",
            onclick: move |_| async move { problem.set(device::send_now().await.err()) },
            {t("field.send-now")}
        }
        if let Some(why) = &*problem.read() {
            p { class: "field-error", role: "alert", {problem_text(why)} }
        }
    }
}
