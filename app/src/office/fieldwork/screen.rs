//! The fieldwork screen: how many ballots came, from where, from whom, as it happens.

use dioxus::prelude::*;
use shared::wire::{Counts, Figures};

use super::line::{lines, total};
use super::narrow::{GroupingSwitch, Narrowed};
use super::summary::Summary;
use super::table::CountTable;
use crate::address::{FieldworkAddress, Grouping};
use crate::net;
use crate::office::frame::{ByPointer, Further, live_screen, use_followed, use_live};
use crate::ui::{number, t, tp, use_title};

/// How the fieldwork of a campaign stands.
#[component]
pub fn Fieldwork(campaign: ReadSignal<String>, view: ReadSignal<FieldworkAddress>) -> Element {
    let live = use_live(move || campaign.cloned(), |id| async move { net::counts(&id).await });
    use_title(t("office.fieldwork"));
    let followed = use_followed();
    let view = use_memo(move || view().in_levels(&followed.campaign.read().places.breakdowns()));
    let above = rsx! {
        Further { campaign: campaign(), page: "/board", text: "office.board" }
    };
    live_screen("office.fieldwork", live, above, |counts| {
        rsx! {
            Arrivals { received: received(&counts) }
            Summary { campaign: campaign(), counts: counts.clone() }
            GroupingSwitch { campaign: campaign(), view: view() }
            Narrowed { campaign: campaign(), view: view() }
            Table { campaign: campaign(), counts, view: view() }
        }
    })
}

fn received(counts: &Counts) -> u32 {
    counts.rows.iter().map(|row| Figures::from(row).received()).sum()
}

/// Says to those who cannot see the highlight that ballots came.
#[component]
fn Arrivals(received: ReadSignal<u32>) -> Element {
    let mut before = use_signal(|| None::<u32>);
    let mut said = use_signal(String::new);
    use_effect(move || {
        let now = received();
        let old = before.replace(Some(now));
        if let Some(new) = old.and_then(|old| now.checked_sub(old)).filter(|new| *new > 0) {
            said.set(tp("office.arrived", &[("n", &number(new))]));
        }
    });
    rsx! {
        p { class: "visually-hidden", "aria-live": "polite", "{said}" }
    }
}

#[component]
fn Table(campaign: String, counts: ByPointer<Counts>, view: FieldworkAddress) -> Element {
    let followed = use_followed();
    let found = lines(&followed.campaign.read(), &counts, &view);
    if found.is_empty() {
        let key = if view.by == Grouping::Interviewer { "office.no-interviewers" } else { "office.no-lines" };
        return rsx! {
            p { class: "empty", {t(key)} }
        };
    }
    let sum = total(&found);
    rsx! {
        CountTable { campaign, counts, view, lines: found, sum }
    }
}
