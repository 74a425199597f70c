//! The field for the reason of an act that is kept for good.

use dioxus::prelude::*;
use shared::problem::Problem;

use super::{problem_text, t};

/// The reason; `blank` says that it was asked for and is missing.
#[component]
pub fn ReasonField(id: String, value: Signal<String>, hint: String, blank: bool) -> Element {
    let described = if blank { format!("{id}-error {id}-hint") } else { format!("{id}-hint") };
    rsx! {
        div { class: "field",
            label { r#for: "{id}", {t("reason.reason")} }
            textarea {
                id: "{id}",
                name: "reason",
                rows: "3",
                required: true,
                "aria-describedby": described,
                "aria-invalid": if blank { "true" },
                value: "{value}",
                oninput: move |event| value.set(event.value()),
            }
            if blank {
                p { id: "{id}-error", class: "field-error", {problem_text(&Problem::new("review.reason_blank"))} }
            }
            p { id: "{id}-hint", class: "field-hint", "{hint}" }
        }
    }
}
