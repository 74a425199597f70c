//! What waits for who is signed in, over the campaigns of the home screen. Interviewers' tablets have nothing of it.

use dioxus::prelude::*;
use shared::wire::{CampaignSummary, Notice, NoticeKind, Phase};

use crate::address::{Address, AppraisalAddress, DeskAddress, Work};
use crate::net;
use crate::ui::{LANGUAGE, tp};
use crate::zone::{VIET_NAM, last_day, local};

/// Where what waits is done.
fn place(notice: &Notice) -> Address {
    let campaign = notice.campaign.clone();
    let of_appraisers = [Phase::Appraisal, Phase::SecondAppraisal].map(Some);
    match (&notice.unit, notice.kind) {
        (Some(unit), kind) if kind != NoticeKind::Answered && !of_appraisers.contains(&notice.phase) => {
            let view = notice.leaf.clone().map_or(DeskAddress::Year, DeskAddress::Leaf);
            Address::Desk { campaign, unit: unit.clone(), view }
        }
        (unit, _) => {
            let (unit, leaf) = (unit.clone(), notice.leaf.clone());
            let work = Work { by_unit: unit.is_some(), unit, leaf, ..Work::default() };
            Address::Appraisal { campaign, view: AppraisalAddress::from(&work) }
        }
    }
}

/// What waits, the most pressing first, each with the way to where it is done; nothing where nothing waits.
#[component]
pub fn Inbox(campaigns: Vec<CampaignSummary>) -> Element {
    let found = use_resource(net::inbox);
    let Some(Ok(found)) = &*found.read() else { return rsx! {} };
    let notices = &found.notices;
    if notices.is_empty() {
        return rsx! {};
    }
    let title = |notice: &Notice| {
        let found = campaigns.iter().find(|campaign| campaign.id == notice.campaign);
        found.map_or_else(|| notice.campaign.clone(), |it| it.title.get(LANGUAGE().code()).to_owned())
    };
    let said = |notice: &Notice| {
        let told = found.campaigns.get(&notice.campaign);
        let code = notice.unit.clone().unwrap_or_default();
        let unit = told.and_then(|told| told.units.get(&code));
        let unit = unit.map_or(code.as_str(), |name| name.get(LANGUAGE().code()));
        let zone = told.map_or(VIET_NAM, |told| &told.timezone);
        let at = match notice.kind {
            NoticeKind::Deadline => last_day(notice.at, zone),
            _ => local(notice.at, zone),
        };
        let leaf = notice.leaf.clone().unwrap_or_default();
        tp(notice.text_key(), &[("unit", unit), ("leaf", &leaf), ("at", &at), ("reason", &notice.reason)])
    };
    rsx! {
        section { class: "card inbox", "aria-labelledby": "inbox-title", "data-inbox": "{notices.len()}",
            h2 { id: "inbox-title", {tp("inbox.title", &[("n", &notices.len().to_string())])} }
            ul {
                for (nth , notice) in notices.iter().enumerate() {
                    li { key: "{nth}", "data-notice": notice.text_key().trim_start_matches("inbox."),
                        Link { to: place(notice), {said(notice)} }
                        p { class: "field-hint", {title(notice)} }
                    }
                }
            }
        }
    }
}
