//! An interview that gives no ballot: why, noted for the office.

use dioxus::prelude::*;
use shared::ballot::{Mode, NoAnswer};
use shared::problem::Problem;

use crate::device;
use crate::field::ask_back::AskBack;
use crate::ui::t;

async fn note(campaign: &str, form: &str, place: &str, reason: NoAnswer) -> Result<(), Problem> {
    let draft = device::begin_draft(campaign, form, place, Mode::Tablet, None).await?;
    device::no_answer(draft, reason).await
}

/// The reasons. One that is chosen is asked back, and noted once: `onnoted` says how that went.
#[component]
pub fn Reasons(
    campaign: String,
    form: String,
    place: String,
    onnoted: EventHandler<Option<Problem>>,
) -> Element {
    let mut chosen = use_signal(|| None::<NoAnswer>);
    let noted = use_callback(move |meant| {
        let (campaign, form, place) = (campaign.clone(), form.clone(), place.clone());
        let reason = chosen.take().filter(|_| meant);
        spawn(async move {
            if let Some(reason) = reason {
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
                    "data-reason": reason.code(),
                    onclick: move |_| chosen.set(Some(reason)),
                    {t(&format!("missed.{}", reason.code()))}
                }
            }
        }
        if let Some(reason) = chosen() {
            AskBack { reason, onanswer: move |meant| noted.call(meant) }
        }
    }
}
