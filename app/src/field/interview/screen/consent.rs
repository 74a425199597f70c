//! Before the first question: what becomes of the data, and whether who is asked takes part. Nothing is chosen beforehand.

use dioxus::prelude::*;
use shared::ballot::NoAnswer;

use super::dom;
use super::interview::{Interview, Stage};
use crate::device;
use crate::ui::{Button, LANGUAGE, Notice, Tone, problem_text, t};

/// What the campaign says, and the two ways on.
#[component]
pub fn Consent() -> Element {
    let mut interview = use_context::<Interview>();
    let facts = interview.facts.read();
    let id = facts.card.id;
    let told = facts.campaign.as_ref().map(|it| {
        let settings = &it.settings;
        settings.notice.told(&settings.office, LANGUAGE().code())
    });
    let agree = move |_| async move {
        match device::consent(id).await {
            Ok(()) => {
                interview.stage.set(Stage::Asking);
                interview.come_up();
            }
            Err(why) => interview.trouble.set(Some(why)),
        }
    };
    let refuse = move |_| async move {
        match device::no_answer(id, NoAnswer::Refused).await {
            Ok(()) => interview.leave(),
            Err(why) => interview.trouble.set(Some(why)),
        }
    };
    rsx! {
        div { class: "consent",
            h1 {
                id: "question",
                class: "question",
                tabindex: "-1",
                onmounted: move |event| dom::focus_mounted(&event),
                {t("consent.data")}
            }
            dl {
                for (key , words) in told.into_iter().flatten() {
                    dt { {t(key)} }
                    dd { "{words}" }
                }
            }
            p { {t("field.voluntary")} }
            h2 { {t("consent.asked")} }
            if let Some(why) = &*interview.trouble.read() {
                Notice { tone: Tone::Error,
                    p { {problem_text(why)} }
                }
            }
            div { class: "consent-ways",
                Button { wide: true, "data-do": "agree", onclick: agree, {t("consent.agree")} }
                Button { wide: true, "data-do": "refuse", onclick: refuse, {t("consent.refuse")} }
            }
        }
    }
}
