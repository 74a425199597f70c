//! Points, what was done out of how many, and the explanation.

use dioxus::prelude::*;
use shared::assessment::{allowed, points_of};
use shared::campaign::Leaf;
use shared::typed::{number as read, written};
use shared::wire::{self, Entry};

use super::form::Typing;
use crate::ui::{number, t, tp};

/// The points, typed or picked.
#[component]
pub fn PointsField(typing: Typing, leaf: Leaf, readonly: bool, error: Option<String>) -> Element {
    let value = typing.words.read().points.clone();
    let now = read(&value).ok();
    let steps = allowed(&leaf);
    rsx! {
        div { class: "field",
            label { r#for: "points", {tp("desk.points-label", &[("max", &number(&leaf.max_points))])} }
            div { class: "leaf-points",
                input {
                    id: "points",
                    name: "points",
                    class: "leaf-short",
                    r#type: "text",
                    inputmode: "decimal",
                    autocomplete: "off",
                    readonly,
                    value: "{value}",
                    "aria-invalid": if error.is_some() { "true" },
                    "aria-describedby": if error.is_some() { "points-error" },
                    oninput: move |event| typing.change(|words| words.points = event.value()),
                }
                if !readonly && !steps.is_empty() {
                    div { class: "leaf-steps", role: "group", "aria-label": t("rule.allowed"),
                        for step in steps {
                            button {
                                key: "{step}",
                                r#type: "button",
                                class: "leaf-step",
                                "data-step": "{step}",
                                "aria-pressed": if now.as_ref() == Some(&step) { "true" } else { "false" },
                                onclick: {
                                    let text = written(&step);
                                    move |_| typing.change(|words| words.points = text.clone())
                                },
                                {number(&step)}
                            }
                        }
                    }
                }
            }
            if let Some(error) = &error {
                p { id: "points-error", class: "field-error", "data-error": "points", "{error}" }
            }
        }
    }
}

/// So many done out of so many, and the points that follow.
#[component]
pub fn Declared(typing: Typing, leaf: Leaf, readonly: bool, error: Option<String>) -> Element {
    let words = typing.words.read();
    let share = read(&words.done).ok().zip(read(&words.out_of).ok());
    let follows = share.and_then(|(done, out_of)| {
        let declared = Some(wire::Declared { done, out_of });
        points_of(&leaf, &Entry { declared, ..Entry::default() })
    });
    rsx! {
        fieldset { class: "leaf-declared",
            legend { {t("desk.declared")} }
            div { class: "leaf-share",
                div { class: "field",
                    label { r#for: "done", {t("desk.done")} }
                    input {
                        id: "done",
                        name: "done",
                        r#type: "text",
                        inputmode: "decimal",
                        autocomplete: "off",
                        readonly,
                        value: "{words.done}",
                        "aria-invalid": if error.is_some() { "true" },
                        oninput: move |event| typing.change(|words| words.done = event.value()),
                    }
                }
                div { class: "field",
                    label { r#for: "out-of", {t("desk.out-of")} }
                    input {
                        id: "out-of",
                        name: "out-of",
                        r#type: "text",
                        inputmode: "decimal",
                        autocomplete: "off",
                        readonly,
                        value: "{words.out_of}",
                        "aria-invalid": if error.is_some() { "true" },
                        oninput: move |event| typing.change(|words| words.out_of = event.value()),
                    }
                }
            }
            if let Some(points) = follows {
                p { class: "leaf-follows", role: "status", "data-follows": "{points}",
                    {tp("desk.follows", &[("points", &number(&points)), ("max", &number(&leaf.max_points))])}
                }
            }
            if let Some(error) = &error {
                p { class: "field-error", "data-error": "declared", "{error}" }
            }
        }
    }
}

/// The explanation.
#[component]
pub fn Note(typing: Typing, readonly: bool, label: String, hint: String, error: Option<String>) -> Element {
    let value = typing.words.read().note.clone();
    let lines = value.lines().count().clamp(3, 12);
    let id = typing.id("note");
    rsx! {
        div { class: "field",
            label { r#for: "{id}", "{label}" }
            textarea {
                id: "{id}",
                name: "{id}",
                rows: "{lines}",
                readonly,
                value: "{value}",
                "aria-invalid": if error.is_some() { "true" },
                "aria-describedby": if error.is_some() { "{id}-hint {id}-error" } else { "{id}-hint" },
                oninput: move |event| typing.change(|words| words.note = event.value()),
            }
            p { id: "{id}-hint", class: "field-hint", "{hint}" }
            if let Some(error) = &error {
                p { id: "{id}-error", class: "field-error", "data-error": "note", "{error}" }
            }
        }
    }
}
