//! The way of a submission: staff give it to the head, the head submits or gives it back, with a reason. Each step is asked back.

use dioxus::prelude::*;
use shared::assessment::{Task, return_needs_reason};
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::typed::Subject;
use shared::wire::{Step, Submitting};

use super::scan::{ScanField, is_given};
use crate::desk::context::{Desk, use_desk};
use crate::desk::plan::{Domain, sum};
use crate::net;
use crate::ui::{Button, Dialog, Glyph, Look, Notice, ReasonField, Tone, Typed, number, t, tp};

/// A step as it is offered: what it does, its texts.
struct Offer {
    step: Step,
    task: Task,
    name: &'static str,
    text: &'static str,
}

/// What staff call giving it to the head is for the head themselves the end of entering.
const PREPARE_OF_HEAD: Offer = Offer {
    step: Step::Prepared,
    task: Task::Prepare,
    name: "desk.prepare-head",
    text: "desk.prepare-head-text",
};

/// To take back what somebody else prepared is to return it to them.
const RETURN: Offer =
    Offer { step: Step::Returned, task: Task::TakeBack, name: "desk.return", text: "desk.take-back-text" };

const OFFERS: [Offer; 3] = [
    Offer { step: Step::Prepared, task: Task::Prepare, name: "desk.prepare", text: "desk.prepare-text" },
    Offer { step: Step::Approved, task: Task::Approve, name: "desk.approve", text: "desk.approve-text" },
    Offer { step: Step::Returned, task: Task::TakeBack, name: "desk.take-back", text: "desk.take-back-text" },
];

fn code(step: Step) -> &'static str {
    match step {
        Step::Prepared => "prepare",
        Step::Returned => "take-back",
        Step::Approved => "approve",
    }
}

/// The steps that this person may take now, or why not yet.
#[component]
pub fn Steps() -> Element {
    let desk = use_desk();
    let mut asking = use_signal(|| None::<Step>);
    let scan = use_signal(|| None);
    let needs_reason = needs_reason(desk);
    let in_ones_words = |offer: &'static Offer| match offer.step {
        Step::Prepared if desk.is_head() => &PREPARE_OF_HEAD,
        Step::Returned if needs_reason => &RETURN,
        _ => offer,
    };
    let offers: Vec<&Offer> =
        OFFERS.iter().filter(|offer| desk.may(offer.task).is_ok()).map(in_ones_words).collect();
    if offers.is_empty() {
        return rsx! {};
    }
    let open = desk.plan().iter().flat_map(Domain::lines).filter(|line| line.state.is_unscored()).count();
    let of_leaf = |of: &&String| matches!(Subject::of(of), Subject::Leaf(_));
    let unsent = desk.slips.read().keys().filter(of_leaf).count();
    let asks_scan = desk.book.read().record.signed_scan && desk.may(Task::Approve).is_ok();
    let unsigned = asks_scan && !is_given(desk, &scan.read());
    let waits = open > 0 || unsent > 0 || !(desk.heard)();
    rsx! {
        section { class: "year-steps",
            h2 { {t("desk.submission")} }
            if unsent > 0 || !(desk.heard)() {
                p { class: "field-hint", {t("desk.steps-need-sent")} }
            } else if open > 0 {
                p { class: "field-hint", {tp("desk.steps-need-all", &[("n", &open.to_string())])} }
            }
            if asks_scan {
                ScanField { scan }
            }
            div { class: "card-actions",
                for offer in &offers {
                    {
                        let step = offer.step;
                        rsx! {
                            Button {
                                key: "{code(step)}",
                                look: if step == Step::Returned { Look::Plain } else { Look::Primary },
                                glyph: if step == Step::Returned { Glyph::Back } else { Glyph::Seal },
                                disabled: step != Step::Returned && (waits || unsigned && step == Step::Approved),
                                "data-do": code(step),
                                onclick: move |_| asking.set(Some(step)),
                                {t(offer.name)}
                            }
                        }
                    }
                }
            }
        }
        if let Some(offer) = asking().and_then(|step| offers.iter().find(|offer| offer.step == step)) {
            Question {
                step: offer.step,
                scan: scan().filter(|_| offer.step == Step::Approved).map(|(digest, _)| digest),
                name: offer.name,
                text: offer.text,
                onclose: move |()| asking.set(None),
            }
        }
    }
}

#[component]
fn Question(
    step: Step,
    scan: Option<Digest>,
    name: &'static str,
    text: &'static str,
    onclose: EventHandler<()>,
) -> Element {
    let desk = use_desk();
    let reason = use_signal(String::new);
    let mut blank = use_signal(|| false);
    let mut problem = use_signal(|| None::<Problem>);
    let mut busy = use_signal(|| false);
    let all = sum(desk.plan().iter().flat_map(Domain::lines));
    let asks_reason = step == Step::Returned && needs_reason(desk);
    let take = move |_| async move {
        let said = reason.peek().trim().to_owned();
        blank.set(asks_reason && said.is_empty());
        if blank() || busy.replace(true) {
            return;
        }
        match submit(desk, step, said, scan).await {
            Ok(()) => onclose.call(()),
            Err(why) => problem.set(Some(why)),
        }
        busy.set(false);
    };
    rsx! {
        Dialog {
            title: t(name),
            onclose,
            actions: rsx! {
                Button { onclick: move |_| onclose.call(()), {t("common.cancel")} }
                Button { look: Look::Primary, "data-do": "{code(step)}-now", onclick: take, {t(name)} }
            },
            Typed { of: (desk.others)() }
            p { {tp(text, &[("points", &number(&all.points)), ("max", &number(&all.maximum)), ("n", &all.leaves.to_string())])} }
            if asks_reason {
                ReasonField {
                    id: "return-reason",
                    value: reason,
                    hint: t("desk.reason-hint"),
                    blank: blank() && reason.read().trim().is_empty(),
                }
            }
            if let Some(problem) = problem() {
                Notice { tone: Tone::Error,
                    p { {desk.in_words(&problem)} }
                }
            }
        }
    }
}

/// Whether who returns it says why.
fn needs_reason(desk: Desk) -> bool {
    let record = &desk.book.read().record;
    return_needs_reason(&record.submissions, &record.unit, &desk.me())
}

/// Takes the step on what this screen shows; the server refuses where there is more by now.
async fn submit(desk: Desk, step: Step, reason: String, scan: Option<Digest>) -> Result<(), Problem> {
    let (campaign, unit) = (desk.book.peek().summary.id.clone(), desk.book.peek().record.unit.clone());
    let entries = desk.book.peek().record.entries;
    let done = net::submit(&campaign, &unit, &Submitting { step, entries, reason, scan }).await;
    desk.ask_again();
    let mut book = desk.book;
    book.write().record = done?;
    Ok(())
}
