//! Ballots that came back: why each was rejected, and doing it again from a copy of its answers.

use dioxus::prelude::*;
use shared::ballot::Mode;
use shared::problem::Problem;
use shared::wire::Returned;

use super::screen::Names;
use crate::address::Address;
use crate::device;
use crate::field::names;
use crate::ui::{Button, Glyph, LANGUAGE, Notice, Tone, date_time, problem_text, t, tp};

/// The list of them, if there are any.
#[component]
pub fn ReturnedBallots(campaign: String, names: Names, returned: Vec<Returned>) -> Element {
    let mut problem = use_signal(|| None::<Problem>);
    let begin = use_callback(move |(campaign, it): (String, Returned)| {
        spawn(async move {
            match device::begin_draft(&campaign, &it.form, &it.place, Mode::Tablet, Some(it.id)).await {
                Ok(draft) => {
                    navigator().push(Address::Interview { campaign, draft });
                }
                Err(why) => problem.set(Some(why)),
            }
        });
    });
    rsx! {
        if let Some(why) = &*problem.read() {
            Notice { tone: Tone::Error,
                p { {problem_text(why)} }
            }
        }
        if !returned.is_empty() {
            section { class: "drafts", "aria-labelledby": "returned",
                h2 { id: "returned", {t("field.returned")} }
                ul { class: "draft-list",
                    for it in returned {
                        ReturnedRow {
                            key: "{it.id}",
                            campaign: campaign.clone(),
                            place: names::place(&names.0, &it.place, LANGUAGE()).name,
                            it,
                            begin,
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn ReturnedRow(
    campaign: String,
    place: String,
    it: Returned,
    begin: Callback<(String, Returned)>,
) -> Element {
    let why = tp("field.returned-why", &[("reason", &it.reason)]);
    let at = it.finished.map(|at| tp("field.asked-at", &[("at", &date_time(at))]));
    let wanted = (campaign, it.clone());
    rsx! {
        li { class: "draft", "data-returned": "{it.id}",
            div { class: "draft-link",
                span { class: "form-badge", "{it.form}" }
                span { class: "draft-words",
                    span { class: "draft-place", "{place}" }
                    if let Some(at) = at {
                        span { class: "draft-facts", "{at}" }
                    }
                    span { "{why}" }
                }
            }
            Button {
                glyph: Glyph::Again,
                "data-do": "again",
                onclick: move |_| begin.call(wanted.clone()),
                {t("field.do-again")}
            }
        }
    }
}
