//! One form at one place: counts, and the button that begins an interview.

use dioxus::prelude::*;
use shared::ballot::Mode;
use shared::problem::Problem;

use super::missed::Reasons;
use super::plan::Task;
use crate::address::Address;
use crate::device;
use crate::ui::{Button, Glyph, Look, Notice, Tone, number, problem_text, t, tp};

/// A row of a place's section.
#[component]
pub fn TaskRow(campaign: String, task: Task, closed: bool) -> Element {
    let mut beginning = use_signal(|| false);
    let mut problem = use_signal(|| None::<Problem>);
    let mut missing = use_signal(|| false);
    let row = task.row.clone();
    let wanted = (campaign.clone(), row.form.clone(), row.place.clone());
    let begin = move |_| {
        let (campaign, form, place) = wanted.clone();
        async move {
            if beginning.replace(true) {
                return;
            }
            match device::begin_draft(&campaign, &form, &place, Mode::Tablet, None).await {
                Ok(draft) => {
                    navigator().push(Address::Interview { campaign, draft });
                }
                Err(why) => {
                    problem.set(Some(why));
                    beginning.set(false);
                }
            }
        }
    };
    let enough = task.is_enough();
    let reached = if enough { "count-enough" } else { "" };
    let kept = if row.unsent > 0 { "count-unsent" } else { "" };
    rsx! {
        li { class: "task", "data-place": "{row.place}", "data-form": "{row.form}",
            div { class: "task-name",
                span { class: "form-badge", "{row.form}" }
                span { class: "task-respondents", "{task.respondents}" }
            }
            dl { class: "counts",
                Count {
                    name: "done",
                    label: t("field.count-done"),
                    n: row.done,
                    state: reached,
                }
                Count { name: "planned", label: t("field.count-planned"), n: row.planned, state: "" }
                Count {
                    name: "unsent",
                    label: t("field.count-unsent"),
                    n: row.unsent,
                    state: kept,
                }
                Count { name: "drafts", label: t("field.count-drafts"), n: row.drafts, state: "" }
                if row.missed > 0 {
                    Count { name: "missed", label: t("field.count-missed"), n: row.missed, state: "" }
                }
            }
            div { class: "task-begin",
                if enough {
                    span { class: "enough", {t("field.enough")} }
                }
                if !closed {
                    Button {
                        look: if enough { Look::Plain } else { Look::Primary },
                        glyph: Glyph::Pencil,
                        disabled: beginning(),
                        label: tp("field.begin-label", &[("form", &row.form), ("who", &task.respondents)]),
                        "data-do": "begin",
                        onclick: begin,
                        {t("field.begin")}
                    }
                    Button {
                        look: Look::Quiet,
                        "aria-expanded": missing(),
                        "data-do": "no-answer",
                        onclick: move |_| missing.toggle(),
                        {t("field.no-answer")}
                    }
                }
            }
            if missing() {
                Reasons {
                    campaign,
                    form: row.form.clone(),
                    place: row.place.clone(),
                    onnoted: move |why| {
                        problem.set(why);
                        missing.set(false);
                    },
                }
            }
            if let Some(why) = &*problem.read() {
                Notice { tone: Tone::Error,
                    p { {problem_text(why)} }
                }
            }
        }
    }
}

#[component]
fn Count(name: &'static str, label: String, n: u32, state: &'static str) -> Element {
    rsx! {
        div { class: "count {state}",
            dt { "{label}" }
            dd { "data-count": name, {number(n)} }
        }
    }
}
