//! The campaign's instructions for who asks: those of a question stand at it, all of a form in a dialog that is searched.

use dioxus::prelude::*;
use shared::campaign::Instruction;

use crate::search::finds;
use crate::ui::{Button, Dialog, Glyph, Icon, LANGUAGE, SearchField, number, t, tp};

/// Instructions one below the other, each closed until it is asked for.
#[component]
pub fn Advice(instructions: Vec<Instruction>, #[props(default)] open: bool) -> Element {
    let language = LANGUAGE().code();
    rsx! {
        for it in instructions {
            details { key: "{it.key}", class: "advice", open, "data-advice": "{it.key}",
                summary { {it.title.get(language)} }
                div { dangerous_inner_html: it.html(language) }
            }
        }
    }
}

/// The button that shows them all, where there are any; where it is `brief`, its words are there for who does not see its icon.
#[component]
pub fn AdviceButton(instructions: Vec<Instruction>, #[props(default)] brief: bool) -> Element {
    let mut shown = use_signal(|| false);
    if instructions.is_empty() {
        return rsx! {};
    }
    rsx! {
        button {
            r#type: "button",
            class: if brief { "button button-quiet bar-button" } else { "button" },
            "data-do": "advice",
            "aria-haspopup": "dialog",
            onclick: move |_| shown.set(true),
            Icon { glyph: Glyph::Info }
            span { class: if brief { "visually-hidden bar-words" }, {t("field.advice")} }
        }
        if shown() {
            All { instructions, onclose: move |()| shown.set(false) }
        }
    }
}

/// The dialog. What is searched for is open at once.
#[component]
fn All(instructions: Vec<Instruction>, onclose: EventHandler<()>) -> Element {
    let mut sought = use_signal(String::new);
    let language = LANGUAGE().code();
    let says = |it: &Instruction| {
        finds(&format!("{} {}", it.title.get(language), it.text.get(language)), &sought.read())
    };
    let found: Vec<Instruction> = instructions.into_iter().filter(says).collect();
    let n = found.len();
    rsx! {
        Dialog {
            title: t("field.advice"),
            onclose,
            actions: rsx! {
                Button { onclick: move |_| onclose.call(()), {t("field.close")} }
            },
            SearchField {
                id: "advice-search",
                label: t("field.advice-search"),
                sought: sought(),
                found: tp("field.advice-found", &[("n", &number(n))]),
                none: (n == 0).then(|| t("field.advice-none")),
                onsearch: move |text: String| sought.set(text),
                onenter: move |()| {},
            }
            Advice { instructions: found, open: !sought.read().trim().is_empty() }
        }
    }
}
