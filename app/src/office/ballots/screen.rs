//! The list of ballots: what waits for a decision first, with filters that are part of the address.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::{BallotRow, Status};

use super::away::TakeAway;
use super::filters::{Filters, StatusSwitch};
use super::rows::quarantine_first;
use super::table::BallotTable;
use crate::address::{Address, BallotsAddress};
use crate::net;
use crate::office::frame::{live_screen, use_followed, use_live};
use crate::ui::{Button, t, use_title};

/// A stretch of the list, and whether there is more.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    rows: Vec<BallotRow>,
    more: bool,
}

/// The first pages of the list.
async fn list(campaign: String, view: BallotsAddress, pages: usize) -> Result<Listed, Problem> {
    let first = if view.status.is_none() {
        net::ballots(&campaign, &view.with_status(Some(Status::Pending)).asked(None)).await?.ballots
    } else {
        Vec::new()
    };
    let (mut listed, mut after) = (Vec::new(), None::<String>);
    for _ in 0..pages {
        let page = net::ballots(&campaign, &view.asked(after.as_deref())).await?;
        listed.extend(page.ballots);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let rows = if view.status.is_none() { quarantine_first(first, listed) } else { listed };
    Ok(Listed { rows, more: after.is_some() })
}

/// The ballots of a campaign.
#[component]
pub fn Ballots(campaign: ReadSignal<String>, view: ReadSignal<BallotsAddress>) -> Element {
    let followed = use_followed();
    let view = use_memo(move || view.read().canonical(&followed.campaign.read().places));
    let mut pages = use_signal(|| 1_usize);
    let live = use_live(
        move || format!("{}?{}", campaign(), view()),
        move |question| {
            let (campaign, view) = question.split_once('?').unwrap_or((&question, ""));
            list(campaign.to_owned(), BallotsAddress::from(view), *pages.peek())
        },
    );
    let counts = use_live(move || campaign.cloned(), |id| async move { net::counts(&id).await });
    use_effect(move || {
        let _ = view();
        pages.set(1);
    });
    use_title(t("office.ballots"));
    let counted = counts.value();
    let above = rsx! {
        StatusSwitch { campaign: campaign(), view: view(), counts: counted.clone() }
        Filters { campaign: campaign(), view: view(), counts: counted }
        TakeAway { campaign: campaign() }
    };
    live_screen("office.ballots", live, above, |listed| {
        if listed.rows.is_empty() {
            return rsx! {
                Empty { campaign: campaign(), view: view() }
            };
        }
        rsx! {
            BallotTable { campaign: campaign(), view: view(), rows: listed.rows.clone() }
            if listed.more {
                Button {
                    onclick: move |_| {
                        pages += 1;
                        live.ask();
                    },
                    {t("office.more-ballots")}
                }
            }
        }
    })
}

/// Why the list is empty, and what to do.
#[component]
fn Empty(campaign: String, view: BallotsAddress) -> Element {
    let key = match view.status {
        Some(Status::Pending) => "office.none-pending",
        _ if view.is_narrow() || view.status.is_some() => "office.none-found",
        _ => "office.none-received",
    };
    rsx! {
        div { class: "empty",
            p { {t(key)} }
            if view != BallotsAddress::default() {
                Link { class: "button", to: Address::Ballots { campaign, view: BallotsAddress::default() },
                    {t("office.all-ballots")}
                }
            }
        }
    }
}
