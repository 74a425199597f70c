//! Above every screen: the way out, form and place; from the first question on how far the interview is, and the list of questions.

use dioxus::prelude::*;
use shared::interview::Shape;

use super::super::course::Step;
use super::interview::{Interview, Stage};
use super::jump::JumpList;
use crate::field::advice::AdviceButton;
use crate::ui::{Glyph, Icon, number, t, tp};

/// The bar.
#[component]
pub fn Bar() -> Element {
    let interview = use_context::<Interview>();
    let mut listed = use_signal(|| false);
    let course = interview.followed();
    let (n, m) = course.progress();
    let words = match course.screen().shape {
        Shape::Review => t("field.at-review"),
        _ => tp("field.screen-of", &[("n", &number(n)), ("m", &number(m))]),
    };
    let form = interview.facts.read().card.form.clone();
    let begun = *interview.stage.read() != Stage::Consent;
    rsx! {
        nav { class: "interview-bar", "aria-label": t("field.bar"),
            button {
                r#type: "button",
                class: "button button-quiet bar-button",
                "data-do": "leave",
                onclick: move |_| interview.ask(Step::Leave),
                Icon { glyph: Glyph::Leave }
                span { class: "visually-hidden bar-words", {t("field.leave")} }
            }
            div { class: "bar-middle",
                p { class: "bar-facts",
                    span { class: "form-badge", "{form}" }
                    span { class: "bar-place", {interview.place()} }
                    if interview.is_practice() {
                        span { class: "tag tag-practice", {t("common.practice")} }
                    }
                    if begun {
                        span { class: "bar-count", "{words}" }
                    }
                }
                if begun {
                    progress { max: "{m.max(1)}", value: "{n}", "aria-label": "{words}" }
                }
            }
            AdviceButton { instructions: interview.instructions(|_| true), brief: true }
            if begun {
                button {
                    r#type: "button",
                    class: "button button-quiet bar-button",
                    "data-do": "jump",
                    "aria-haspopup": "dialog",
                    onclick: move |_| listed.set(true),
                    Icon { glyph: Glyph::List }
                    span { class: "visually-hidden bar-words", {t("field.jump")} }
                }
            }
        }
        if listed() {
            JumpList { onclose: move |()| listed.set(false) }
        }
    }
}
