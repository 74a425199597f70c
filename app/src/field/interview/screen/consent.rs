//! Before the first question: what becomes of the data, and whether who is asked takes part. Nothing is chosen beforehand.

use dioxus::prelude::*;
use shared::ballot::NoAnswer;

use super::dom;
use super::interview::{Interview, Stage};
use crate::device;
use crate::ui::{LANGUAGE, problem_text, t};

/// Whether they take part, the button's name and its words: none of the two is the main one.
const WAYS: [(bool, &str, &str); 2] = [(true, "agree", "consent.agree"), (false, "refuse", "consent.refuse")];

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
    let say = use_callback(move |agrees| {
        spawn(async move {
            let kept = match agrees {
                true => device::consent(id).await,
                false => device::no_answer(id, NoAnswer::Refused).await,
            };
            match kept {
                Ok(()) if agrees => {
                    interview.stage.set(Stage::Asking);
                    interview.come_up();
                }
                Ok(()) => interview.leave(),
                Err(why) => interview.trouble.set(Some(why)),
            }
        });
    });
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
                p { class: "field-error", role: "alert", {problem_text(why)} }
            }
            div { class: "consent-ways",
                for (agrees , name , key) in WAYS {
                    button {
                        r#type: "button",
                        class: "button button-wide",
                        "data-do": name,
                        onclick: move |_| say.call(agrees),
                        {t(key)}
                    }
                }
            }
        }
    }
}
