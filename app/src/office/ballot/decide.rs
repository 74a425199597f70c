//! Deciding about a ballot: a reason, then a button; the result stands there at once and the keyboard goes to it.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::{BallotDetail, Decision, Role, Status};

use super::decision::{code, decide, next_in_quarantine, open_to};
use super::history::done_key;
use crate::net;
use crate::office::ballots::BallotsView;
use crate::office::fieldwork::By;
use crate::office::frame::{Desk, focus, use_desk};
use crate::ui::{Glyph, Icon, Notice, Route, SESSION, Tone, problem_text, t};

/// What became of the last decision.
#[derive(Clone, Debug, Default, PartialEq)]
enum Outcome {
    #[default]
    None,
    Taken(Decision, Option<i64>),
    Refused(Problem),
}

/// Takes a decision and finds out which ballot waits next.
async fn take(desk: Desk, campaign: &str, key: i64, decision: Decision, reason: &str) -> Outcome {
    let Some(review) = decide(decision, reason) else { return Outcome::None };
    if let Err(problem) = net::review(campaign, key, &review).await {
        return Outcome::Refused(problem);
    }
    let mut beat = desk.beat;
    beat += 1;
    let pending = BallotsView::default().with_status(Some(Status::Pending)).asked(None);
    let waiting = net::ballots(campaign, &pending).await.map(|page| page.ballots).unwrap_or_default();
    Outcome::Taken(decision, next_in_quarantine(&waiting, key))
}

/// The decision about a ballot; only admins take one.
#[component]
pub fn Decide(campaign: ReadSignal<String>, detail: By<BallotDetail>, view: BallotsView) -> Element {
    let desk = use_desk();
    let mut reason = use_signal(String::new);
    let mut outcome = use_signal(Outcome::default);
    let mut busy = use_signal(|| false);
    let row = &detail.0.row;
    let key = row.key;
    let ready = !reason.read().trim().is_empty() && !busy();
    if !SESSION.read().person().is_some_and(|person| person.role == Role::Admin) {
        return rsx! {};
    }
    let act = move |decision| async move {
        busy.set(true);
        let (campaign, why) = (campaign.peek().clone(), reason.peek().clone());
        let taken = take(desk, &campaign, key, decision, &why).await;
        if matches!(taken, Outcome::Taken(..)) {
            reason.set(String::new());
        }
        outcome.set(taken);
        busy.set(false);
    };
    rsx! {
        section { class: "panel decide", "aria-labelledby": "decide-title",
            h2 { id: "decide-title", {t("office.decide")} }
            match outcome() {
                Outcome::None => rsx! {},
                Outcome::Taken(decision, next) => rsx! {
                    div { tabindex: "-1", onmounted: focus,
                        Notice { tone: Tone::Good, title: t(done_key(decision)),
                            p { {t("office.decided-text")} }
                            if let Some(next) = next {
                                Link { class: "button", to: Route::Ballot { campaign: campaign(), number: next, view: view.clone() },
                                    {t("office.next-pending")}
                                    Icon { glyph: Glyph::Next }
                                }
                            }
                        }
                    }
                },
                Outcome::Refused(problem) => rsx! {
                    Notice { tone: Tone::Error, title: t("office.not-decided"),
                        p { {problem_text(&problem)} }
                    }
                },
            }
            div { class: "field",
                label { r#for: "reason", {t("office.reason")} }
                textarea {
                    id: "reason",
                    name: "reason",
                    rows: "3",
                    required: true,
                    "aria-describedby": "reason-hint",
                    value: "{reason}",
                    oninput: move |event| reason.set(event.value()),
                }
                p { id: "reason-hint", class: "field-hint", {t("office.reason-hint")} }
            }
            div { class: "card-actions",
                for decision in open_to(row.status) {
                    button {
                        key: "{code(decision)}",
                        r#type: "button",
                        class: look(decision),
                        "data-do": code(decision),
                        disabled: !ready,
                        onclick: move |_| act(decision),
                        {t(do_key(decision))}
                    }
                }
            }
        }
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
