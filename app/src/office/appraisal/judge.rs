//! What an appraiser says of a leaf: points, that it does not apply, or a question. The next open leaf comes by itself.

use dioxus::prelude::*;
use shared::assessment::{open_phases, stood};
use shared::campaign::Leaf;
use shared::problem::Problem;
use shared::typed::written;
use shared::wire::{Appraisal, Calendar, LeafRecord, Phase, Role, Round, Saying};

use super::act::{ask, decide, stands};
use super::keys::{Press, Pressed};
use crate::address::Address;
use crate::office::frame::focus_on;
use crate::ui::{Button, Look, Notice, Tone, may, number, problem_text, t, tp};
use crate::{net, platform};

/// The ids of the fields.
const POINTS: &str = "given";
const REASON: &str = "why";
const QUESTION: &str = "question";

/// What became of the last act.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Decided,
    Asked,
    Refused(Problem),
}

/// The form; only appraisers have it, and only while a phase of theirs is open.
#[component]
pub fn Judge(
    campaign: String,
    leaf: Leaf,
    record: LeafRecord,
    calendar: Calendar,
    next: Option<Address>,
    asked: Signal<Pressed>,
    onchange: EventHandler<()>,
) -> Element {
    if !may(&[Role::Appraiser], Some(&campaign)) {
        return rsx! {};
    }
    let open = open_phases(&calendar, &record.unit, platform::now());
    let round = if open.contains(&Phase::SecondAppraisal) { Round::Second } else { Round::First };
    if !open.contains(&Phase::Appraisal) && round == Round::First {
        return rsx! {
            Notice { tone: Tone::Info,
                p { {problem_text(&Problem::new("assessments.appraisal_closed"))} }
            }
        };
    }
    rsx! {
        Fields { campaign, leaf, record, round, may_ask: open.contains(&Phase::Appraisal), next, asked, onchange }
    }
}

/// What stands in the field to begin with: what was given, else what would be confirmed.
fn begun(leaf: &Leaf, record: &LeafRecord, round: Round) -> String {
    let given = stands(record, round).pop().and_then(|version| version.said.points);
    given.or_else(|| stood(leaf, record, round)).as_ref().map(written).unwrap_or_default()
}

#[component]
fn Fields(
    campaign: String,
    leaf: Leaf,
    record: LeafRecord,
    round: Round,
    may_ask: bool,
    next: Option<Address>,
    asked: Signal<Pressed>,
    onchange: EventHandler<()>,
) -> Element {
    let navigator = use_navigator();
    let mut points = use_signal(|| begun(&leaf, &record, round));
    let reason = use_signal(String::new);
    let question = use_signal(String::new);
    let mut outcome = use_signal(|| None::<Outcome>);
    let mut busy = use_signal(|| false);
    let mut seen = use_signal(|| asked.peek().times);
    let confirmed = stood(&leaf, &record, round).as_ref().map(written);
    let maximum = leaf.max_points.clone();
    let spot = (campaign, record.unit.clone(), record.leaf.clone());
    let refuse = move |problem: Problem, field: &str| {
        let mut outcome = outcome;
        outcome.set(Some(Outcome::Refused(problem)));
        focus_on(field);
    };
    let here = spot.clone();
    let give = use_callback(move |typed: Option<String>| {
        let saying = match decide(&leaf, &record, round, typed.as_deref(), &reason.peek()) {
            _ if busy() => return,
            Ok(saying) => saying,
            Err(problem) => {
                let field = if problem.code == "assessments.no_reason" { REASON } else { POINTS };
                return refuse(problem, field);
            }
        };
        let ((campaign, unit, leaf), next) = (here.clone(), next.clone());
        busy.set(true);
        spawn(async move {
            let sent = net::appraise((&campaign, &unit, &leaf), platform::new_id(), &saying).await;
            busy.set(false);
            let next = next.filter(|_| sent.is_ok());
            outcome.set(Some(sent.map_or_else(Outcome::Refused, |_| Outcome::Decided)));
            onchange.call(());
            if let Some(next) = next {
                navigator.push(next);
            }
        });
    });
    let put = use_callback(move |()| {
        let saying = match ask(&question.peek()) {
            _ if busy() => return,
            Ok(saying) => saying,
            Err(problem) => return refuse(problem, QUESTION),
        };
        let (campaign, unit, leaf) = spot.clone();
        busy.set(true);
        spawn(async move {
            let sent = net::ask((&campaign, &unit, &leaf), platform::new_id(), &saying).await;
            busy.set(false);
            if sent.is_ok() {
                let mut question = question;
                question.set(String::new());
            }
            outcome.set(Some(sent.map_or_else(Outcome::Refused, |_| Outcome::Asked)));
            onchange.call(());
        });
    });
    let accepted = confirmed.clone();
    let act = use_callback(move |press: Press| match (press, &accepted) {
        (Press::Accept, Some(confirmed)) => give.call(Some(confirmed.clone())),
        (Press::Accept | Press::Points, _) => focus_on(POINTS),
        (Press::Excuse, _) => give.call(None),
        (Press::Ask, _) if may_ask => focus_on(QUESTION),
        _ => {}
    });
    use_effect(move || {
        let Pressed { times, press } = asked();
        if times != *seen.peek() {
            seen.set(times);
            press.into_iter().for_each(|press| act.call(press));
        }
    });
    rsx! {
        form {
            class: "appraisal-judge",
            novalidate: true,
            onsubmit: move |event| {
                event.prevent_default();
                let typed = points.peek().clone();
                give.call(Some(typed));
            },
            h3 { {t(if round == Round::First { "appraisal.first" } else { "appraisal.second" })} }
            Told { outcome: outcome() }
            div { class: "field",
                label { r#for: POINTS, {tp("appraisal.give", &[("max", &number(&maximum))])} }
                input {
                    id: POINTS,
                    r#type: "text",
                    inputmode: "decimal",
                    autocomplete: "off",
                    value: "{points}",
                    oninput: move |event| points.set(event.value()),
                }
            }
            Words { id: REASON, label: t("appraisal.reason"), hint: t("appraisal.reason-hint"), value: reason }
            div { class: "card-actions",
                Button { look: Look::Primary, submit: true, "data-do": "give", {t("appraisal.do-give")} }
                if let Some((confirmed, accept)) = confirmed.map(|it| (it.clone(), tp("appraisal.do-accept", &[("n", &it)]))) {
                    Button {
                        "data-do": "accept",
                        onclick: move |_| give.call(Some(confirmed.clone())),
                        "{accept}"
                    }
                }
                Button { "data-do": "excuse", onclick: move |_| give.call(None), {t("appraisal.do-excuse")} }
            }
        }
        if may_ask {
            div { class: "appraisal-judge",
                Words { id: QUESTION, label: t("appraisal.ask"), hint: t("appraisal.ask-hint"), value: question }
                div { class: "card-actions",
                    Button { "data-do": "ask", onclick: move |_| put.call(()), {t("appraisal.do-ask")} }
                }
            }
        }
    }
}

/// What became of the last act.
#[component]
fn Told(outcome: Option<Outcome>) -> Element {
    match outcome {
        None => rsx! {},
        Some(Outcome::Refused(problem)) => rsx! {
            div { "data-refused": "{problem.code}",
                Notice { tone: Tone::Error, p { {problem_text(&problem)} } }
            }
        },
        Some(done) => rsx! {
            div { "data-said": if done == Outcome::Decided { "decided" } else { "asked" },
                Notice { tone: Tone::Good,
                    p { {t(if done == Outcome::Decided { "appraisal.said" } else { "appraisal.question-sent" })} }
                }
            }
        },
    }
}

/// A field for some lines.
#[component]
fn Words(id: String, label: String, hint: String, value: Signal<String>) -> Element {
    rsx! {
        div { class: "field",
            label { r#for: "{id}", "{label}" }
            textarea {
                id: "{id}",
                rows: "2",
                "aria-describedby": "{id}-hint",
                value: "{value}",
                oninput: move |event| value.set(event.value()),
            }
            p { id: "{id}-hint", class: "field-hint", "{hint}" }
        }
    }
}
