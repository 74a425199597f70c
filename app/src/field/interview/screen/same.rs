//! The same answer for every unit on the screen: chosen in a dialog that says what it overwrites.

use dioxus::prelude::*;
use shared::form::{Choice, Kind};

use super::interview::Interview;
use crate::ui::{Button, Dialog, Glyph, Icon, LANGUAGE, Look, Notice, Tone, number, t, tp};

/// The button, and the dialog that asks back.
#[component]
pub fn SameForAll() -> Element {
    let interview = use_context::<Interview>();
    let mut open = use_signal(|| false);
    let mut wanted = use_signal(|| None::<Choice>);
    let mut close = move || {
        open.set(false);
        wanted.set(None);
    };
    rsx! {
        button {
            r#type: "button",
            class: "button button-quiet same",
            // Of a search only some are seen, and all would be meant.
            disabled: !interview.sought.read().trim().is_empty(),
            "data-do": "same-for-all",
            "aria-haspopup": "dialog",
            onclick: move |_| open.set(true),
            Icon { glyph: Glyph::Check }
            {t("field.same")}
        }
        if open() {
            Dialog {
                title: t("field.same-title"),
                onclose: move |()| close(),
                actions: rsx! {
                    Button { onclick: move |_| close(), {t("common.cancel")} }
                    if let Some(choice) = wanted() {
                        Button {
                            look: Look::Primary,
                            "data-do": "same-confirm",
                            onclick: move |_| {
                                interview.answer_all(&choice.name);
                                close();
                            },
                            {t("field.same-confirm")}
                        }
                    }
                },
                p { {t("field.same-text")} }
                div { class: "options", role: "radiogroup", "aria-labelledby": "dialog-title",
                    for choice in options(interview) {
                        button {
                            key: "{choice.name}",
                            r#type: "button",
                            class: "option",
                            role: "radio",
                            "aria-checked": if wanted().is_some_and(|chosen| chosen.name == choice.name) { "true" } else { "false" },
                            "data-same": "{choice.name}",
                            lang: LANGUAGE().code(),
                            onclick: {
                                let choice = choice.clone();
                                move |_| wanted.set(Some(choice.clone()))
                            },
                            span { class: "option-mark",
                                if wanted().is_some_and(|chosen| chosen.name == choice.name) {
                                    Icon { glyph: Glyph::Check }
                                }
                            }
                            span { class: "option-label", {interview.text(&choice.label)} }
                        }
                    }
                }
                if let Some(choice) = wanted() {
                    Consequence { choice }
                }
            }
        }
    }
}

#[component]
fn Consequence(choice: Choice) -> Element {
    let interview = use_context::<Interview>();
    let spread = interview.followed().spread(&choice.name);
    let label = interview.text(&choice.label);
    let (fresh, overwritten) = (number(spread.fresh), number(spread.overwritten));
    rsx! {
        Notice { tone: if spread.overwritten > 0 { Tone::Warning } else { Tone::Info },
            p { {tp("field.same-fresh", &[("n", &fresh), ("answer", &label)])} }
            if spread.overwritten > 0 {
                p { class: "overwrites", {tp("field.same-overwritten", &[("n", &overwritten)])} }
            }
        }
    }
}

fn options(interview: Interview) -> Vec<Choice> {
    let course = interview.followed();
    let first = course.screen().paths.first().and_then(|path| course.asked(path));
    match first.map(|asked| &asked.question.kind) {
        Some(Kind::SelectOne(list)) => course.definition().choices.get(list).cloned().unwrap_or_default(),
        _ => Vec::new(),
    }
}
