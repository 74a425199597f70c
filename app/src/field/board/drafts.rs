//! Interviews that are not finished: where each was left, going on with it, throwing it away and taking that back.

use dioxus::prelude::*;
use shared::problem::Problem;
use uuid::Uuid;

use super::ago::ago;
use super::screen::Names;
use crate::address::Address;
use crate::device::protocol::{Left, StoppedAt};
use crate::field::names;
use crate::ui::{Button, Glyph, Icon, LANGUAGE, Look, Notice, Tone, number, problem_text, t, tp};
use crate::{device, platform};

/// The list of them, if there are any.
#[component]
pub fn Drafts(campaign: String, names: Names, drafts: Vec<Left>, onchange: EventHandler<()>) -> Element {
    let mut discarded = use_signal(|| None::<(Uuid, String)>);
    let mut problem = use_signal(|| None::<Problem>);
    let mut heed = move |done: Result<(), Problem>| {
        problem.set(done.err());
        onchange.call(());
    };
    let discard = use_callback(move |(id, name): (Uuid, String)| {
        spawn(async move {
            let done = device::discard_draft(id).await;
            if done.is_ok() {
                discarded.set(Some((id, name)));
            }
            heed(done);
        });
    });
    let restore = move |_| async move {
        let Some((id, _)) = discarded.take() else { return };
        heed(device::restore_draft(id).await);
    };
    rsx! {
        if let Some((_, name)) = &*discarded.read() {
            Notice { tone: Tone::Info, title: tp("field.discarded", &[("name", name)]),
                Button { glyph: Glyph::Again, "data-do": "restore", onclick: restore, {t("field.restore")} }
            }
        }
        if let Some(why) = &*problem.read() {
            Notice { tone: Tone::Error,
                p { {problem_text(why)} }
            }
        }
        if !drafts.is_empty() {
            section { class: "drafts", "aria-labelledby": "drafts",
                h2 { id: "drafts", {t("field.drafts")} }
                ul { class: "draft-list",
                    for draft in drafts {
                        DraftRow {
                            key: "{draft.card.id}",
                            campaign: campaign.clone(),
                            names: names.clone(),
                            draft,
                            discard,
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn DraftRow(campaign: String, names: Names, draft: Left, discard: Callback<(Uuid, String)>) -> Element {
    let language = LANGUAGE();
    let card = &draft.card;
    let place = names::place(&names.0, &card.place, language).name;
    let stopped = match &draft.stopped {
        StoppedAt::Start => t("field.stopped-start"),
        StoppedAt::Question(label) => tp("field.stopped-at", &[("question", label.get(language.code()))]),
        StoppedAt::End => t("field.stopped-end"),
    };
    let ago = ago(language, card.saved, platform::now());
    let answered = tp("field.answers", &[("n", &number(card.answers))]);
    let name = format!("{} · {place}", card.form);
    let (id, discarded_name) = (card.id, name.clone());
    let again = card.replaces.map(|_| match &draft.again {
        Some(reason) => tp("field.returned-why", &[("reason", reason)]),
        None => problem_text(&Problem::new("store.not_returned")),
    });
    rsx! {
        li { class: "draft",
            Link {
                class: "draft-link",
                to: Address::Interview { campaign, draft: id },
                "data-draft": "{id}",
                span { class: "form-badge", "{card.form}" }
                span { class: "draft-words",
                    span { class: "draft-place", "{place}" }
                    if let Some(again) = again {
                        span { "{again}" }
                    }
                    span { class: "draft-stop", "{stopped}" }
                    span { class: "draft-facts", "{ago} · {answered}" }
                }
                span { class: "draft-go",
                    {t("field.resume")}
                    Icon { glyph: Glyph::Next }
                }
            }
            Button {
                look: Look::Quiet,
                glyph: Glyph::Bin,
                label: tp("field.discard-label", &[("name", &name)]),
                "data-do": "discard",
                onclick: move |_| discard.call((id, discarded_name.clone())),
                {t("field.discard")}
            }
        }
    }
}
