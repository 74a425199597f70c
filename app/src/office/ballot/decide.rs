//! Deciding about a ballot: a reason, then a button; the result stands there at once and the keyboard goes to it.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::{BallotDetail, Decision, Review, Role, Status};

use super::decision::{code, decide, next_in_quarantine, open_to};
use super::history::done_key;
use crate::address::{Address, BallotsAddress};
use crate::net;
use crate::office::frame::ByPointer;
use crate::office::frame::{Followed, focus, use_followed};
use crate::ui::{
    Button, Dialog, Glyph, Icon, Look, Notice, ReasonField, Tone, focus_on, may, problem_text, t,
};

/// The id of the field for the reason.
const REASON: &str = "reason";

/// What became of the last decision.
#[derive(Clone, Debug, Default, PartialEq)]
enum Outcome {
    #[default]
    None,
    Blank,
    Taken(Decision, Option<i64>),
    Refused(Problem),
}

/// Takes a decision and finds out which ballot waits next.
async fn take(followed: Followed, campaign: &str, key: i64, review: &Review) -> Outcome {
    let taken = net::review(campaign, key, review).await;
    // Also after a refusal: somebody else may have decided, and that must be seen.
    let mut beat = followed.beat;
    beat += 1;
    if let Err(problem) = taken {
        return Outcome::Refused(problem);
    }
    let pending = BallotsAddress::default().with_status(Some(Status::Pending)).asked(None);
    let waiting = net::ballots(campaign, &pending).await.map(|page| page.ballots).unwrap_or_default();
    Outcome::Taken(review.decision, next_in_quarantine(&waiting, key))
}

/// The decision about a ballot; only admins take one.
#[component]
pub fn Decide(
    campaign: ReadSignal<String>,
    detail: ByPointer<BallotDetail>,
    view: BallotsAddress,
) -> Element {
    let followed = use_followed();
    let mut reason = use_signal(String::new);
    let mut outcome = use_signal(Outcome::default);
    let mut busy = use_signal(|| false);
    let mut asking = use_signal(|| None::<Decision>);
    let closed = followed.summary.read().closed.is_some();
    let (key, seen) = (detail.row.key, detail.reviews.len());
    if !may(&[Role::Admin], Some(&campaign.read())) {
        return rsx! {};
    }
    let act = move |review: Review| async move {
        busy.set(true);
        let campaign = campaign.peek().clone();
        let taken = take(followed, &campaign, key, &review).await;
        if matches!(taken, Outcome::Taken(..)) {
            reason.set(String::new());
        }
        outcome.set(taken);
        busy.set(false);
    };
    // The buttons are never disabled: one that is loses the keyboard, and does not say what is missing.
    let mut begin = move |decision| {
        if busy() {
            return;
        }
        let Some(review) = decide(decision, &reason.peek(), seen) else {
            outcome.set(Outcome::Blank);
            focus_on(REASON);
            return;
        };
        // The table of a campaign that is closed has been read, and perhaps published.
        if closed && asking.peek().is_none() {
            asking.set(Some(decision));
            return;
        }
        asking.set(None);
        spawn(act(review));
    };
    rsx! {
        section { class: "panel decide", "aria-labelledby": "decide-title",
            h2 { id: "decide-title", {t("office.decide")} }
            Told { campaign: campaign(), outcome: outcome(), busy: busy(), view }
            ReasonField {
                id: REASON,
                value: reason,
                hint: t("office.reason-hint"),
                blank: outcome() == Outcome::Blank && reason.read().trim().is_empty(),
            }
            div { class: "card-actions",
                for decision in open_to(detail.row.status) {
                    button {
                        key: "{code(decision)}",
                        r#type: "button",
                        class: look(decision),
                        "data-do": code(decision),
                        onclick: move |_| begin(decision),
                        {t(do_key(decision))}
                    }
                }
            }
        }
        if let Some(decision) = asking() {
            Dialog {
                title: t("office.decide-closed"),
                onclose: move |()| asking.set(None),
                actions: rsx! {
                    Button { onclick: move |_| asking.set(None), {t("office.cancel")} }
                    Button {
                        look: if decision == Decision::Reject { Look::Danger } else { Look::Primary },
                        "data-do": "decide-closed",
                        onclick: move |_| begin(decision),
                        {t(do_key(decision))}
                    }
                },
                p { {t("office.decide-closed-text")} }
            }
        }
    }
}

/// What became of the decision; it takes the keyboard, as the button that was pressed may be gone.
#[component]
fn Told(campaign: String, outcome: Outcome, busy: bool, view: BallotsAddress) -> Element {
    if busy {
        return rsx! {};
    }
    match outcome {
        Outcome::None | Outcome::Blank => rsx! {},
        Outcome::Taken(decision, next) => rsx! {
            div { tabindex: "-1", "data-decided": code(decision), onmounted: focus,
                Notice { tone: Tone::Good, title: t(done_key(decision)),
                    p { {t("office.decided-text")} }
                    if let Some(next) = next {
                        Link { class: "button", to: Address::Ballot { campaign, number: next, view },
                            {t("office.next-pending")}
                            Icon { glyph: Glyph::Next }
                        }
                    }
                }
            }
        },
        Outcome::Refused(problem) => rsx! {
            div { tabindex: "-1", "data-refused": "{problem.code}", onmounted: focus,
                Notice { tone: Tone::Error, title: t("office.not-decided"),
                    p { {problem_text(&problem)} }
                }
            }
        },
    }
}

fn look(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "button button-primary",
        Decision::Reject => "button button-danger",
        Decision::Reopen => "button",
    }
}

fn do_key(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "office.decision.accept",
        Decision::Reject => "office.decision.reject",
        Decision::Reopen => "office.decision.reopen",
    }
}
