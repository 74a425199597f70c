//! Before the first question: what becomes of the data, and whether who is asked takes part. Nothing is chosen beforehand, and of who was
//! not asked to the end nothing stays.

use dioxus::prelude::*;
use futures::FutureExt as _;
use shared::form::Moment;

use super::dom;
use super::interview::{Interview, Stage};
use super::refuse::Refuse;
use crate::device;
use crate::platform;
use crate::ui::{Button, LANGUAGE, Look, problem_text, t};

/// What the campaign says, and the two ways on: none of the two is the main one.
#[component]
pub fn Consent() -> Element {
    let mut interview = use_context::<Interview>();
    let facts = interview.facts.read();
    let id = facts.card.id;
    let is_new = facts.card.answers == 0 && facts.card.replaces.is_none();
    use_drop(move || {
        if is_new && interview.stage.try_peek().is_ok_and(|stage| *stage == Stage::Consent) {
            // Asked at once, so that the board finds it gone; where it was refused it is gone already.
            let _ = device::discard_draft(id).now_or_never();
        }
    });
    let told = facts.campaign.as_ref().map(|it| {
        let settings = &it.settings;
        let at = platform::now();
        let today = Moment { at, offset: platform::offset(&settings.timezone, at) }.date();
        let course = interview.course.peek();
        settings.notice.told(&settings.office, course.definition(), LANGUAGE().code(), today)
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
                Button { wide: true, "data-do": "agree", onclick: agree, {t("consent.agree")} }
                Refuse {
                    name: "refuse",
                    label: "consent.refuse",
                    look: Look::Plain,
                    wide: true,
                }
            }
        }
    }
}
