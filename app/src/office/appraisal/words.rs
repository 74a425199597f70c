//! A field for some lines, which Ctrl and Enter send; and what became of what was sent.

use dioxus::prelude::*;
use shared::problem::Problem;

use crate::office::frame::use_followed;
use crate::office::name;
use crate::ui::{LANGUAGE, Notice, Tone, is_composing, problem_text, t};

/// What became of the last act.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The appraisal is kept.
    Decided,
    /// The question is sent.
    Asked,
    /// Why not.
    Refused(Problem),
}

/// It, in words.
#[component]
pub fn Told(outcome: Option<Outcome>) -> Element {
    let followed = use_followed();
    let (said, text) = match outcome {
        None => return rsx! {},
        Some(Outcome::Refused(problem)) => {
            return rsx! {
                div { "data-refused": "{problem.code}",
                    Notice { tone: Tone::Error, p { {problem_text(&name::of_units(&followed.campaign.read(), LANGUAGE(), &problem))} } }
                }
            };
        }
        Some(Outcome::Decided) => ("decided", "appraisal.said"),
        Some(Outcome::Asked) => ("asked", "appraisal.question-sent"),
    };
    rsx! {
        div { "data-said": said,
            Notice { tone: Tone::Good, p { {t(text)} } }
        }
    }
}

/// A field for some lines.
#[component]
pub fn Words(
    id: String,
    label: String,
    hint: String,
    value: Signal<String>,
    onsend: EventHandler<()>,
) -> Element {
    rsx! {
        div { class: "field",
            label { r#for: "{id}", "{label}" }
            textarea {
                id: "{id}",
                rows: "2",
                "aria-describedby": "{id}-hint",
                value: "{value}",
                oninput: move |event| value.set(event.value()),
                onkeydown: move |event| {
                    if event.key() == Key::Enter && event.modifiers().ctrl() && !is_composing(&event) {
                        event.prevent_default();
                        onsend.call(());
                    }
                },
            }
            p { id: "{id}-hint", class: "field-hint", "{hint}" }
        }
    }
}
