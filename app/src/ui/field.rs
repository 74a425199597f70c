//! A labelled text field with its hint and its error.

use dioxus::prelude::*;

/// A labelled text field. The value is given back on every key, because it is written again on every render.
#[component]
pub fn Field(
    id: String,
    label: String,
    value: String,
    oninput: EventHandler<String>,
    #[props(default = "text".to_owned())] kind: String,
    #[props(default)] autocomplete: Option<String>,
    #[props(default)] hint: Option<String>,
    #[props(default)] error: Option<String>,
    #[props(default)] required: bool,
) -> Element {
    let described =
        [hint.as_ref().map(|_| format!("{id}-hint")), error.as_ref().map(|_| format!("{id}-error"))];
    let invalid = error.is_some();
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    rsx! {
        div { class: "field",
            label { r#for: "{id}", "{label}" }
            input {
                id: "{id}",
                name: "{id}",
                r#type: "{kind}",
                value: "{value}",
                required,
                autocomplete,
                autocapitalize: "none",
                spellcheck: "false",
                "aria-invalid": if invalid { "true" },
                "aria-describedby": if !described.is_empty() { described },
                oninput: move |event| oninput.call(event.value()),
            }
            if let Some(hint) = hint {
                p { id: "{id}-hint", class: "field-hint", "{hint}" }
            }
            if let Some(error) = error {
                p { id: "{id}-error", class: "field-error", "{error}" }
            }
        }
    }
}
