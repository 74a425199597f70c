//! The list of all questions, one tap away: how each stands, and the way to it.

use dioxus::prelude::*;
use shared::interview::{REVIEW, Way};

use super::super::course::Step;
use super::super::jump::{Stop, stops};
use super::super::question_state::QuestionState;
use super::interview::Interview;
use super::way;
use crate::ui::{Button, Dialog, Glyph, Icon, LANGUAGE, Look, number, t, tp};

impl QuestionState {
    fn glyph(self) -> Glyph {
        match self {
            Self::Answered => Glyph::Check,
            Self::Open => Glyph::Next,
            Self::Missing => Glyph::Pencil,
            Self::Wrong => Glyph::Warning,
            Self::NotAsked => Glyph::Cross,
        }
    }
}

/// The dialog.
#[component]
pub fn JumpList(onclose: EventHandler<()>) -> Element {
    let interview = use_context::<Interview>();
    let course = interview.followed();
    let here = course.screen().key.clone();
    let faulty = course.faults().len();
    let go = use_callback(move |step: Step| {
        onclose.call(());
        interview.ask(step);
    });
    rsx! {
        Dialog {
            title: t("field.jump-title"),
            onclose,
            actions: rsx! {
                Button { onclick: move |_| onclose.call(()), {t("field.close")} }
                if faulty > 0 {
                    Button {
                        look: Look::Primary,
                        glyph: Glyph::Pencil,
                        "data-do": "first-error",
                        onclick: move |_| go.call(Step::FirstFault),
                        {t("field.first-error")}
                    }
                } else {
                    Button {
                        look: Look::Primary,
                        onclick: move |_| go.call(Step::To(REVIEW.to_owned())),
                        {t("field.to-review")}
                    }
                }
            },
            if course.has_parts() {
                WaySwitch {}
            }
            ol { class: "jump",
                for (nth , stop) in stops(&course).into_iter().enumerate() {
                    StopRow { key: "{nth}", stop, here: here.clone(), go }
                }
            }
        }
    }
}

#[component]
fn StopRow(stop: Stop, here: String, go: Callback<Step>) -> Element {
    let interview = use_context::<Interview>();
    let title = interview.title(&stop);
    let (key, standing, answered, asked) = match stop {
        Stop::Section { .. } => {
            return rsx! {
                li { class: "jump-section", lang: LANGUAGE().code(), "{title}" }
            };
        }
        Stop::Entry { key, standing, answered, asked, .. } => (key, standing, answered, asked),
    };
    let state = if asked > 1 {
        tp("field.answered-of", &[("n", &number(answered)), ("m", &number(asked))])
    } else {
        t(&format!("field.standing-{}", standing.name()))
    };
    let words = rsx! {
        span { class: "jump-title", lang: LANGUAGE().code(), "{title}" }
        span { class: "jump-state",
            Icon { glyph: standing.glyph() }
            "{state}"
        }
    };
    rsx! {
        li { class: "jump-stop standing-{standing.name()}", "data-standing": standing.name(),
            if let Some(key) = key {
                button {
                    r#type: "button",
                    "data-to": "{key}",
                    "aria-current": if key == here { Some("step") } else { None },
                    onclick: move |_| go.call(Step::To(key.clone())),
                    {words}
                }
            } else {
                div { {words} }
            }
        }
    }
}

/// How parts about several units are gone through.
#[component]
fn WaySwitch() -> Element {
    let interview = use_context::<Interview>();
    let now = interview.followed().way();
    rsx! {
        fieldset { class: "ways",
            legend { {t("field.way")} }
            for (way , name , label) in [
                (Way::ByQuestion, "question", t("field.way-question")),
                (Way::ByUnit, "unit", t("field.way-unit")),
            ] {
                button {
                    key: "{name}",
                    r#type: "button",
                    class: "button way",
                    "aria-pressed": if way == now { "true" } else { "false" },
                    "data-way": name,
                    onclick: move |_| {
                        way::remember(way);
                        interview.turn(way);
                    },
                    "{label}"
                }
            }
        }
    }
}
