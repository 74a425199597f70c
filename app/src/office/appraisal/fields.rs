//! The fields of an appraiser. They stand on what was there when they were filled in: what comes meanwhile is kept beside it.

use std::collections::BTreeMap;

use dioxus::prelude::*;
use dioxus::web::WebEventExt;
use shared::assessment::{standing, stood};
use shared::campaign::Leaf;
use shared::problem::Problem;
use shared::typed::written;
use shared::wire::{LeafRecord, Round};
use wasm_bindgen::JsCast;

use super::act::{ask, decide, stands};
use super::beside::Beside;
use super::keys::{Press, Pressed};
use super::words::{Outcome, Told, Words};
use crate::address::Address;
use crate::office::frame::PANEL;
use crate::ui::{Button, Look, focus_on, is_composing, number, t, tp};
use crate::{net, platform};

/// The ids of the fields.
const POINTS: &str = "given";
const REASON: &str = "why";
const QUESTION: &str = "question";

/// What stands in the field to begin with: what was given, else what would be confirmed.
fn begun(leaf: &Leaf, record: &LeafRecord, round: Round) -> String {
    let given = stands(record, round).pop().and_then(|version| version.said.points);
    given.or_else(|| stood(leaf, record, round)).as_ref().map(written).unwrap_or_default()
}

/// Whether nothing that an appraisal stands on differs.
fn is_same(one: &LeafRecord, other: &LeafRecord, round: Round) -> bool {
    let entries =
        |record: &LeafRecord| standing(&record.entries).iter().map(|it| it.position).collect::<Vec<_>>();
    stands(one, round) == stands(other, round) && entries(one) == entries(other)
}

/// Escape leaves the fields first, and the leaf only after that.
fn leave(event: KeyboardEvent) {
    if event.key() == Key::Escape && !is_composing(&event) {
        event.stop_propagation();
        focus_on(PANEL);
    }
}

fn select_all(event: FocusEvent) {
    let field = event.as_web_event().target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
    if let Some(field) = field {
        field.select();
    }
}

/// Points, a reason, a question.
#[component]
pub fn Fields(
    campaign: String,
    leaf: Leaf,
    record: LeafRecord,
    names: BTreeMap<String, String>,
    round: Round,
    may_ask: bool,
    next: Option<Address>,
    asked: Signal<Pressed>,
    onchange: EventHandler<()>,
) -> Element {
    let navigator = use_navigator();
    let mut base = use_signal(|| record.clone());
    let mut points = use_signal(|| begun(&leaf, &record, round));
    let mut reason = use_signal(String::new);
    let mut question = use_signal(String::new);
    let mut outcome = use_signal(|| None::<Outcome>);
    let mut busy = use_signal(|| false);
    let mut seen = use_signal(|| asked.peek().times);
    // What was refused for want of a reason, to be sent with it.
    let mut meant = use_signal(|| None::<Option<String>>);
    let kept = leaf.clone();
    let stand_on = use_callback(move |record: LeafRecord| {
        points.set(begun(&kept, &record, round));
        reason.set(String::new());
        base.set(record);
    });
    let first = leaf.clone();
    use_effect(use_reactive((&record,), move |(record,)| {
        let untouched = {
            let base = base.peek();
            *points.peek() == begun(&first, &base, round) && reason.peek().is_empty()
        };
        if untouched && *base.peek() != record {
            stand_on.call(record);
        }
    }));
    let spot = (campaign, record.unit.clone(), record.leaf.clone());
    let refuse = move |problem: Problem, field: &str| {
        outcome.set(Some(Outcome::Refused(problem)));
        focus_on(field);
    };
    let (here, judged) = (spot.clone(), leaf.clone());
    let give = use_callback(move |(typed, why): (Option<String>, String)| {
        if busy() {
            return;
        }
        let saying = match decide(&judged, &base.peek(), round, typed.as_deref(), &why) {
            Ok(saying) => saying,
            Err(problem) => {
                let unexplained = problem.code == "assessments.no_reason";
                meant.set(unexplained.then_some(typed));
                let (mut refuse, field) = (refuse, if unexplained { REASON } else { POINTS });
                return refuse(problem, field);
            }
        };
        let ((campaign, unit, leaf), next) = (here.clone(), next.clone());
        busy.set(true);
        spawn(async move {
            let sent = net::appraise((&campaign, &unit, &leaf), platform::new_id(), &saying).await;
            busy.set(false);
            let next = next.filter(|_| sent.is_ok());
            let became = sent.map(|record| stand_on.call(record));
            outcome.set(Some(became.map_or_else(Outcome::Refused, |()| Outcome::Decided)));
            onchange.call(());
            if let Some(next) = next {
                navigator.push(next);
            }
        });
    });
    let with_reason = use_callback(move |typed: Option<String>| give.call((typed, reason.peek().clone())));
    let put = use_callback(move |()| {
        if busy() {
            return;
        }
        let saying = match ask(&question.peek()) {
            Ok(saying) => saying,
            Err(problem) => {
                let mut refuse = refuse;
                return refuse(problem, QUESTION);
            }
        };
        let (campaign, unit, leaf) = spot.clone();
        busy.set(true);
        spawn(async move {
            let sent = net::ask((&campaign, &unit, &leaf), platform::new_id(), &saying).await;
            busy.set(false);
            if sent.is_ok() {
                question.set(String::new());
                // The next key is for the list again, and not for an emptied field.
                focus_on(PANEL);
            }
            outcome.set(Some(sent.map_or_else(Outcome::Refused, |_| Outcome::Asked)));
            onchange.call(());
        });
    });
    let confirmed = stood(&leaf, &base.read(), round).as_ref().map(written);
    let accepted = confirmed.clone();
    let act = use_callback(move |press: Press| match (press, &accepted) {
        (Press::Accept, Some(confirmed)) => with_reason.call(Some(confirmed.clone())),
        (Press::Accept | Press::Points, _) => focus_on(POINTS),
        (Press::Excuse, _) => with_reason.call(None),
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
    let choices = stands(&base.read(), round);
    let meanwhile = !is_same(&base.read(), &record, round);
    rsx! {
        form {
            class: "appraisal-judge",
            novalidate: true,
            onkeydown: leave,
            onsubmit: move |event| {
                event.prevent_default();
                with_reason.call(Some(points.peek().clone()));
            },
            h3 { {t(if round == Round::First { "appraisal.first" } else { "appraisal.second" })} }
            Told { outcome: outcome() }
            Beside {
                choices: if choices.len() > 1 { choices } else { Vec::new() },
                names,
                meanwhile,
                onlook: move |()| stand_on.call(record.clone()),
                onchoose: move |(typed, why): (Option<String>, String)| {
                    let own = reason.peek().trim().to_owned();
                    give.call((typed, if own.is_empty() { why } else { own }));
                },
            }
            div { class: "field",
                label { r#for: POINTS, {tp("appraisal.give", &[("max", &number(&leaf.max_points))])} }
                input {
                    id: POINTS,
                    r#type: "text",
                    inputmode: "decimal",
                    autocomplete: "off",
                    value: "{points}",
                    onfocus: select_all,
                    oninput: move |event| points.set(event.value()),
                }
            }
            Words {
                id: REASON,
                label: t("appraisal.reason"),
                hint: t("appraisal.reason-hint"),
                value: reason,
                onsend: move |()| with_reason.call(meant().unwrap_or_else(|| Some(points.peek().clone()))),
            }
            div { class: "card-actions",
                Button { look: Look::Primary, submit: true, "data-do": "give", {t("appraisal.do-give")} }
                if let Some((confirmed, accept)) = confirmed.map(|it| (it.clone(), tp("appraisal.do-accept", &[("n", &it)]))) {
                    Button {
                        "data-do": "accept",
                        onclick: move |_| with_reason.call(Some(confirmed.clone())),
                        "{accept}"
                    }
                }
                Button { "data-do": "excuse", onclick: move |_| with_reason.call(None), {t("appraisal.do-excuse")} }
            }
        }
        if may_ask {
            div { class: "appraisal-judge", onkeydown: leave,
                Words {
                    id: QUESTION,
                    label: t("appraisal.ask"),
                    hint: t("appraisal.ask-hint"),
                    value: question,
                    onsend: move |()| put.call(()),
                }
                div { class: "card-actions",
                    Button { "data-do": "ask", onclick: move |_| put.call(()), {t("appraisal.do-ask")} }
                }
            }
        }
    }
}
