//! The frame around the screens of one unit: opens its year, from this device first, and says whether the server is heard.

use std::collections::BTreeMap;

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::typed::{Parcel, Slip};

use super::context::{Desk, use_desk};
use super::follow::{fetch, use_follow};
use crate::address::{Address, DeskAddress, use_address};
use crate::device::protocol::typed::{Ask, Book};
use crate::ui::{
    Button, ENDED, Glyph, Icon, LANGUAGE, NEWS, Notice, Opening, Tone, Typed, problem_text, t, tp,
};
use crate::{device, platform};

/// The frame of a unit's desk.
#[component]
pub fn DeskFrame(children: Element) -> Element {
    let Address::Desk { campaign, unit, .. } = use_address() else { return rsx! {} };
    rsx! {
        // A list of one, so that another unit gets another desk.
        for (campaign , unit) in [(campaign, unit)] {
            OneUnit { key: "{campaign} {unit}", campaign, unit, {children.clone()} }
        }
    }
}

/// What a desk opens with.
#[derive(Clone, PartialEq)]
struct Found {
    book: Book,
    slips: BTreeMap<String, Slip>,
    parcels: Vec<(Parcel, Option<u64>)>,
    unreadable: u32,
    others: Vec<(String, u32)>,
}

/// What this device keeps is shown at once and brought up to date behind; where it keeps nothing the server is asked.
async fn find(campaign: &str, unit: &str) -> Result<Found, Problem> {
    // What the worker told until now stands in what it opens, or was of somebody else who typed here before.
    NEWS.write().clear();
    let opened = device::open_desk(campaign, unit).await?;
    let slips = opened.slips.into_iter().map(|(key, slip)| (key.leaf, slip)).collect();
    let book = match opened.book {
        Some(book) => book,
        None => {
            let book = fetch(campaign, unit).await?;
            let keep = Ask::Keep { over: book.reach(), book: Box::new(book.clone()) };
            let _ = device::tell_desk(keep).await;
            book
        }
    };
    let parcels = opened.parcels.into_iter().map(|parcel| (parcel, None)).collect();
    Ok(Found { book, slips, parcels, unreadable: opened.unreadable, others: opened.others })
}

#[component]
fn OneUnit(campaign: String, unit: String, children: Element) -> Element {
    let mut found = use_resource(move || {
        let (campaign, unit) = (campaign.clone(), unit.clone());
        async move { find(&campaign, &unit).await }
    });
    match found.read().clone() {
        None => rsx! {
            Opening { text: t("common.opening") }
        },
        Some(Err(problem)) => rsx! {
            Notice { tone: Tone::Error, heading: true, title: t("desk.not-opened"),
                p { {problem_text(&problem)} }
                Button { glyph: Glyph::Again, onclick: move |_| found.restart(), {t("common.retry")} }
                Link { class: "button", to: Address::Home, {t("common.home")} }
            }
        },
        Some(Ok(found)) => rsx! {
            OpenDesk { found, {children} }
        },
    }
}

#[component]
fn OpenDesk(found: Found, children: Element) -> Element {
    let desk = use_context_provider(|| Desk {
        book: Signal::new(found.book),
        slips: Signal::new(found.slips),
        parcels: Signal::new(found.parcels),
        others: Signal::new(found.others),
        unreadable: Signal::new(found.unreadable),
        refused: Signal::new(None),
        now: Signal::new(platform::now()),
        heard: Signal::new(true),
        beat: Signal::new(0),
    });
    use_follow(desk);
    rsx! {
        Ways {}
        if (desk.unreadable)() > 0 {
            Notice { tone: Tone::Warning,
                p { {tp("desk.unreadable", &[("n", &(desk.unreadable)().to_string())])} }
            }
        }
        if let Some(problem) = &*desk.refused.read() {
            Notice { tone: Tone::Warning,
                p { "data-refused": "{problem.code}", {desk.in_words(problem)} }
            }
        }
        Typed { of: (desk.others)() }
        {children}
    }
}

/// The ways through, whose year it is, and whether what is shown is of now.
#[component]
fn Ways() -> Element {
    let desk = use_desk();
    let here = use_address();
    let (book, unit) = (desk.book.read(), desk.own());
    let language = LANGUAGE().code();
    let current = |view: &DeskAddress| {
        let on = matches!(&here, Address::Desk { view: shown, .. } if shown == view);
        on.then_some("page")
    };
    let unsent = desk.unsent();
    let is_lost = !(desk.heard)() && desk.refused.read().is_none() && !ENDED();
    rsx! {
        header { class: "desk-head",
            div { class: "desk-whose",
                p { class: "desk-unit", "{unit.name.get(language)}" }
                p { class: "card-facts",
                    span { {book.summary.title.get(language)} }
                    if book.summary.practice {
                        span { class: "tag tag-practice", {t("common.practice")} }
                    }
                }
            }
            nav { class: "desk-ways", "aria-label": t("desk.ways"),
                for (view , key) in [(DeskAddress::Year, "desk.year"), (DeskAddress::Leaves, "desk.leaves")] {
                    Link {
                        key: "{key}",
                        class: "desk-way",
                        to: desk.at(view.clone()),
                        "aria-current": current(&view),
                        {t(key)}
                    }
                }
            }
            p { class: "desk-state", role: "status", "data-unsent": "{unsent}", "data-heard": "{desk.heard}",
                if is_lost {
                    span { class: "desk-mark tone-warning",
                        Icon { glyph: Glyph::Offline }
                        span { {tp("desk.not-heard", &[("at", &desk.time(book.asked))])} }
                    }
                }
                if unsent > 0 {
                    span { class: "desk-mark tone-info",
                        Icon { glyph: Glyph::Tablet }
                        span { {tp("kept.typed", &[("n", &unsent.to_string())])} }
                    }
                } else if (desk.heard)() {
                    span { class: "desk-mark tone-good",
                        Icon { glyph: Glyph::Check }
                        span { {t("desk.all-sent")} }
                    }
                }
            }
        }
    }
}
