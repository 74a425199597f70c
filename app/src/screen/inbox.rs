//! What waits for who is signed in, over the campaigns of the home screen. Interviewers' tablets have nothing of it.

use dioxus::prelude::*;
use shared::wire::{CampaignSummary, Notice, NoticeKind, Phase};

use crate::address::{Address, AppraisalAddress, DeskAddress, Work};
use crate::net;
use crate::ui::{LANGUAGE, drawn, tp};

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

/// The page of the server on which it is done, or read.
fn page(notice: &Notice) -> Option<String> {
    let Notice { campaign, unit, .. } = notice;
    match notice.kind {
        NoticeKind::Objected | NoticeKind::Granted => Some(drawn(&format!("/r/{campaign}/publications"))),
        NoticeKind::Replied | NoticeKind::Published => {
            Some(drawn(&format!("/r/{campaign}/units/{}/published", unit.as_deref()?)))
        }
        _ => None,
    }
}

/// What waits, the most pressing first, each with the way to where it is done; nothing where nothing waits.
#[component]
pub fn Inbox(campaigns: Vec<CampaignSummary>) -> Element {
    let found = use_resource(|| async { net::inbox(LANGUAGE()).await });
    let Some(Ok(found)) = &*found.read() else { return rsx! {} };
    let notices = &found.notices;
    if notices.is_empty() {
        return rsx! {};
    }
    let title = |notice: &Notice| {
        let found = campaigns.iter().find(|campaign| campaign.id == notice.campaign);
        found.map_or_else(|| notice.campaign.clone(), |it| it.title.get(LANGUAGE().code()).to_owned())
    };
    rsx! {
        section { class: "card inbox", "aria-labelledby": "inbox-title", "data-inbox": "{notices.len()}",
            h2 { id: "inbox-title", {tp("inbox.title", &[("n", &notices.len().to_string())])} }
            ul {
                for (nth , notice) in notices.iter().enumerate() {
                    li { key: "{nth}", "data-notice": notice.text_key().trim_start_matches("notice."),
                        match page(notice) {
                            Some(page) => rsx! {
                                a { href: page, "{notice.said}" }
                            },
                            None => rsx! {
                                Link { to: place(notice), "{notice.said}" }
                            },
                        }
                        p { class: "field-hint", {title(notice)} }
                    }
                }
            }
        }
    }
}
