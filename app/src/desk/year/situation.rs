//! The phase, how long it lasts, and what that means for the unit.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::assessment::{Task, end, extension, has_opened, open_phases, window};
use shared::wire::{Phase, Stage, Step};

use crate::amount::Amount;
use crate::desk::context::{Desk, use_desk};
use crate::ui::{Notice, Tone, amount_text, t, tp};

/// How it stands, in words.
#[component]
pub fn Situation() -> Element {
    let desk = use_desk();
    let (book, now, stage) = (desk.book.read(), (desk.now)(), desk.stage());
    let (calendar, unit) = (&book.calendar, &book.record.unit);
    let phase = Phase::SelfScoring;
    let began = has_opened(calendar, phase, now);
    let last = book.record.submissions.last();
    if book.record.published.is_some() {
        return rsx! {
            Published {}
        };
    }
    let (tone, key) = match stage {
        Stage::Scoring if !began => (Tone::Info, "desk.stage-not-open"),
        Stage::Scoring => (Tone::Info, "desk.stage-scoring"),
        Stage::Prepared => (Tone::Info, "desk.stage-prepared"),
        Stage::Submitted => (Tone::Good, "desk.stage-submitted"),
        Stage::Lapsed => (Tone::Warning, "desk.stage-lapsed"),
    };
    let other = |open: Phase| match end(calendar, open, Some(unit)) {
        Some(end) => {
            let (amount, day) = left(desk, end);
            tp("desk.phase-left", &[("phase", &t(open.text_key())), ("amount", &amount), ("day", &day)])
        }
        None => t(open.text_key()),
    };
    let others = open_phases(calendar, unit, now).into_iter().filter(|open| *open != phase);
    let others: Vec<String> = others.map(other).collect();
    let paper = |name| format!("/api/campaigns/{}/units/{unit}/{name}", book.summary.id);
    rsx! {
        div { class: "year-situation", "data-stage": stage.code(),
            Notice { tone, title: t(key),
                if stage != Stage::Submitted {
                    Left {}
                }
                if let Some(opens) = window(calendar, phase).map(|window| window.opens).filter(|opens| *opens > now) {
                    p { {tp("desk.opens", &[("at", &desk.time(opens))])} }
                }
                if let (Some(longer), Stage::Scoring | Stage::Prepared | Stage::Lapsed) = (extension(calendar, phase, unit), stage) {
                    p { {tp("desk.extended", &[("day", &desk.last_day(longer.until)), ("reason", &longer.reason)])} }
                }
                if let Some(step) = last.filter(|step| stage_shows(stage, step.step)) {
                    p { "data-step": "true",
                        {tp(match step.step {
                            Step::Prepared => "desk.prepared-by",
                            Step::Returned => "desk.returned-by",
                            Step::Approved => "desk.approved-by",
                        }, &[("by", &desk.name_of(&step.by)), ("at", &desk.time(step.at))])}
                        if !step.reason.is_empty() {
                            " "
                            {tp("desk.reason", &[("reason", &step.reason)])}
                        }
                    }
                }
                p { {t(match stage {
                    Stage::Scoring if !began => "desk.do-wait",
                    Stage::Scoring if desk.is_head() => "desk.do-score-head",
                    Stage::Scoring => "desk.do-score",
                    Stage::Prepared if desk.is_head() => "desk.do-approve",
                    Stage::Prepared => "desk.do-wait-head",
                    Stage::Submitted => "desk.do-nothing",
                    Stage::Lapsed => "desk.do-ask",
                })} }
                if stage != Stage::Submitted && began {
                    p { class: "card-actions", "data-draft": "true",
                        a { class: "button", href: paper("draft.html"), target: "_blank", {t("desk.draft-print")} }
                        a { class: "button", href: paper("draft.docx"), {t("desk.draft-save")} }
                    }
                }
                if stage == Stage::Submitted {
                    p { class: "card-actions",
                        Reports {}
                        if let Some(digest) = book.record.scan {
                            a {
                                class: "button",
                                href: "/api/campaigns/{book.summary.id}/units/{unit}/files/{digest}",
                                target: "_blank",
                                "data-scan": "{digest}",
                                {t("desk.scan-look")}
                            }
                        }
                    }
                }
                if !others.is_empty() {
                    p { "data-phases-now": "true",
                        {tp("desk.phase-now", &[("phases", &others.join(", "))])}
                    }
                }
            }
        }
    }
}

/// How long something lasts, and its last day.
fn left(desk: Desk, end: Timestamp) -> (String, String) {
    (amount_text(Amount::until(end, (desk.now)())), desk.last_day(end))
}

/// How long the unit may still score itself; nothing where it may not.
#[component]
fn Left() -> Element {
    let desk = use_desk();
    let book = desk.book.read();
    if !desk.scores() {
        return rsx! {};
    }
    match end(&book.calendar, Phase::SelfScoring, Some(&book.record.unit)) {
        Some(end) => {
            let (amount, day) = left(desk, end);
            rsx! {
                p { "data-left": "true",
                    strong { {tp("desk.left", &[("amount", &amount)])} }
                    " "
                    {tp("desk.until", &[("day", &day)])}
                }
            }
        }
        None => rsx! {
            p { {t("desk.no-end")} }
        },
    }
}

/// The ways to the report as it was submitted.
#[component]
fn Reports() -> Element {
    let desk = use_desk();
    let report = |form| format!("/api/campaigns/{}/units/{}/report.{form}", desk.campaign(), desk.unit());
    rsx! {
        a { class: "button", href: report("docx"), {t("desk.report-save")} }
        a { class: "button", href: report("html"), target: "_blank", {t("desk.report-print")} }
    }
}

/// The year is decided: where its points are read, and objected to.
#[component]
fn Published() -> Element {
    let desk = use_desk();
    let book = desk.book.read();
    let (calendar, unit) = (&book.calendar, &book.record.unit);
    let may = desk.may(Task::Object).is_ok();
    // Opened again after the publication, for all or by an extension.
    let open = desk.stage() != Stage::Submitted && desk.scores();
    let until = end(calendar, Phase::Publication, Some(unit)).filter(|_| may);
    rsx! {
        div { class: "year-situation", "data-stage": "published",
            Notice { tone: Tone::Good, title: t("desk.stage-published"),
                p {
                    {t("desk.do-read")}
                    " "
                    {t(if open { "desk.read-open" } else { "desk.read-closed" })}
                }
                if open {
                    Left {}
                }
                if let Some(until) = until {
                    p { {tp("desk.object-until", &[("day", &desk.last_day(until))])} }
                } else if may {
                    p { {t("desk.object-open")} }
                }
                p { class: "card-actions",
                    a { class: "button button-primary", href: desk.published(), "data-do": "published", {t("desk.published")} }
                    if desk.stage() == Stage::Submitted {
                        Reports {}
                    }
                }
            }
        }
    }
}

/// Whether the last step says something of where the unit stands.
fn stage_shows(stage: Stage, step: Step) -> bool {
    !(stage == Stage::Lapsed && step == Step::Returned)
}
