//! A message that stays until it no longer holds: what is so, and what to do.

use dioxus::prelude::*;

use shared::problem::Problem;

use super::{Glyph, Icon, problem_text, t};

/// What kind of message; each has its colour, its shape and its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    #[default]
    Info,
    /// Something went well.
    Good,
    /// Something needs attention.
    Warning,
    /// Something is wrong.
    Error,
}

impl Tone {
    /// The class that carries its colour.
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "tone-info",
            Self::Good => "tone-good",
            Self::Warning => "tone-warning",
            Self::Error => "tone-error",
        }
    }

    /// The icon that carries its shape.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::Info => Glyph::Info,
            Self::Good => Glyph::Check,
            Self::Warning => Glyph::Warning,
            Self::Error => Glyph::Cross,
        }
    }
}

/// A message with an optional title; put what to do into it as a button. Where it is all that the screen has to say, its
/// title is the `heading` of the screen.
#[component]
pub fn Notice(
    #[props(default)] tone: Tone,
    #[props(default)] title: Option<String>,
    #[props(default)] heading: bool,
    #[props(default)] children: Element,
) -> Element {
    rsx! {
        div { class: "notice {tone.class()}", role: if tone == Tone::Error { "alert" } else { "status" },
            Icon { glyph: tone.glyph() }
            div { class: "notice-body",
                match title {
                    Some(title) if heading => rsx! {
                        h1 { class: "notice-title", "{title}" }
                    },
                    Some(title) => rsx! {
                        p { class: "notice-title", "{title}" }
                    },
                    None => rsx! {},
                }
                {children}
            }
        }
    }
}

/// What stands on a screen that is on its way: its heading for those who listen, and `text`.
#[component]
pub fn Opening(text: String) -> Element {
    rsx! {
        h1 { class: "visually-hidden", "Parindex" }
        p { class: "opening", role: "status", "{text}" }
    }
}

/// What stands where something will be: it is on its way, or why it does not come.
#[component]
pub fn Awaited(#[props(default)] problem: Option<Problem>) -> Element {
    match problem {
        None => rsx! {
            p { class: "opening", role: "status", {t("common.opening")} }
        },
        Some(problem) => rsx! {
            Notice { tone: Tone::Error,
                p { {problem_text(&problem)} }
            }
        },
    }
}
