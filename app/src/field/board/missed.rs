//! An interview that gives no ballot: why, noted for the office.

use dioxus::prelude::*;
use shared::ballot::{Mode, NoAnswer};
use shared::problem::Problem;

use crate::device;
use crate::ui::t;

async fn note(campaign: &str, form: &str, place: &str, reason: NoAnswer) -> Result<(), Problem> {
    let draft = device::begin_draft(campaign, form, place, Mode::Tablet, None).await?;
    device::no_answer(draft, reason).await
}

/// The reasons. The first that is chosen is noted, and no other: `onnoted` says how that went.
#[component]
pub fn Reasons(
    campaign: String,
    form: String,
    place: String,
    onnoted: EventHandler<Option<Problem>>,
) -> Element {
    let mut noting = use_signal(|| false);
    let noted = use_callback(move |reason| {
        let (campaign, form, place) = (campaign.clone(), form.clone(), place.clone());
        spawn(async move {
            if !noting.replace(true) {
                onnoted.call(note(&campaign, &form, &place, reason).await.err());
            }
        });
    });
    rsx! {
        div { class: "reasons", role: "group", "aria-label": t("field.no-answer"),
            for reason in NoAnswer::ALL {
                button {
                    r#type: "button",
                    class: "button",
                    disabled: noting(),
                    "data-reason": reason.code(),
                    onclick: move |_| noted.call(reason),
                    {t(&format!("missed.{}", reason.code()))}
                }
            }
        }
    }
}
