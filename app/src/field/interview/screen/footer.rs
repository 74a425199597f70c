//! Below every screen, where the thumb is: back, next, and at the end sealing.

use dioxus::prelude::*;
use shared::interview::Shape;

use super::super::course::Step;
use super::dom;
use super::interview::{Interview, Stage};
use crate::ui::{Glyph, Icon, t};

/// The buttons.
#[component]
pub fn Footer() -> Element {
    let interview = use_context::<Interview>();
    let course = interview.followed();
    let is_review = course.screen().shape == Shape::Review;
    let complete = course.is_complete();
    let next = match () {
        () if course.is_held() => t("field.saving"),
        () if course.is_told() && course.faulty_here().next().is_some() => t("field.next-anyway"),
        () => t("field.next"),
    };
    rsx! {
        nav { class: "interview-footer", "aria-label": t("field.steps"),
            button {
                r#type: "button",
                class: "button step-back",
                "data-do": "back",
                disabled: course.is_first(),
                onclick: move |event| tap(interview, Step::Back, &event),
                Icon { glyph: Glyph::Back }
                span { {t("field.back")} }
            }
            if !is_review {
                button {
                    r#type: "button",
                    class: "button button-primary step-next",
                    "data-do": "next",
                    onclick: move |event| tap(interview, Step::Next, &event),
                    span { "{next}" }
                    Icon { glyph: Glyph::Next }
                }
            } else if complete {
                button {
                    r#type: "button",
                    class: "button button-primary step-next",
                    "data-do": "finish",
                    disabled: *interview.stage.read() == Stage::Sealing,
                    onclick: move |event| tap(interview, Step::Finish, &event),
                    Icon { glyph: Glyph::Seal }
                    span {
                        if *interview.stage.read() == Stage::Sealing {
                            {t("field.sealing")}
                        } else {
                            {t("field.finish")}
                        }
                    }
                }
            } else {
                button {
                    r#type: "button",
                    class: "button button-primary step-next",
                    "data-do": "first-error",
                    onclick: move |event| tap(interview, Step::FirstFault, &event),
                    span { {t("field.first-error")} }
                    Icon { glyph: Glyph::Next }
                }
            }
        }
    }
}

fn tap(interview: Interview, step: Step, event: &Event<MouseData>) {
    let (touch, count) = dom::tap(event);
    if !interview.is_echo(touch, count) {
        interview.ask(step);
    }
}
