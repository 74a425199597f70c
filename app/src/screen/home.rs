//! The campaigns that the person may see.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::{CampaignSummary, Role};

use super::first_steps::FirstSteps;
use crate::address::Address;
use crate::device;
use crate::device::protocol::Listed;
use crate::net;
use crate::office::UnknownCampaigns;
use crate::platform;
use crate::ui::{
    ARRIVED, Awaited, GuideLink, InstallButton, LANGUAGE, Notice, PACKAGES, SESSION, STORE, StoreNotice,
    StoreStatus, Tone, date, is_interviewer, may, number, t, tp, use_title,
};

/// An interviewer sees at once what the tablet keeps; the worker brings it up to date meanwhile. The office asks the server.
async fn summaries() -> Result<Listed<CampaignSummary>, Problem> {
    let mut kept = Listed { rows: Vec::new(), unreadable: 0 };
    if *STORE.peek() == StoreStatus::Ready {
        let Listed { rows, unreadable } = device::campaigns().await?;
        kept = Listed { rows: rows.into_iter().map(|card| card.summary).collect(), unreadable };
    }
    if is_interviewer() && !kept.rows.is_empty() && kept.unreadable == 0 {
        return Ok(kept);
    }
    match net::campaigns().await {
        Err(_) if !kept.rows.is_empty() || kept.unreadable > 0 => Ok(kept),
        found => found.map(|rows| Listed { rows, unreadable: 0 }),
    }
}

/// A card for each campaign.
#[component]
pub fn Home() -> Element {
    let found = use_resource(|| async move {
        let _ = (PACKAGES(), STORE.read().clone());
        summaries().await
    });
    use_title(t("common.campaigns"));
    let navigator = use_navigator();
    use_effect(move || {
        if let Some(Ok(found)) = &*found.read()
            && *ARRIVED.peek()
        {
            *ARRIVED.write() = false;
            if let Some(desk) = only_desk(&found.rows) {
                navigator.replace(desk);
            }
        }
    });
    let admin = may(&[Role::Admin], None);
    rsx! {
        h1 { {t("common.campaigns")} }
        if is_interviewer() {
            StoreNotice {}
            Unpromised {}
        }
        if admin {
            UnknownCampaigns {}
        }
        match &*found.read() {
            None => rsx! {
                Awaited {}
            },
            Some(Err(problem)) => rsx! {
                Awaited { problem: problem.clone() }
            },
            Some(Ok(Listed { rows, unreadable: 0 })) if rows.is_empty() && admin => rsx! {
                FirstSteps {}
            },
            Some(Ok(Listed { rows, unreadable: 0 })) if rows.is_empty() && has_no_role() => rsx! {
                Notice { tone: Tone::Warning, title: t("common.no-role"),
                    p { "data-state": "no-role", {t("common.no-role-text")} }
                }
            },
            Some(Ok(Listed { rows, unreadable: 0 })) if rows.is_empty() => rsx! {
                Notice { title: t("common.no-campaigns"),
                    p { {t(if is_interviewer() { "common.no-campaigns-text" } else { "common.no-campaigns-viewer" })} }
                }
            },
            Some(Ok(Listed { rows, unreadable })) => rsx! {
                if *unreadable > 0 {
                    Notice { tone: Tone::Warning,
                        p { "data-unreadable": "{unreadable}", {t("kept.campaign-unreadable")} }
                    }
                }
                if admin {
                    ForAdmins {}
                }
                {waiting(rows)}
                ul { class: "cards",
                    for summary in rows {
                        li { key: "{summary.id}", class: "card", Card { summary: summary.clone() } }
                    }
                }
                div { class: "card-actions",
                    InstallButton {}
                    GuideLink {}
                }
            },
        }
    }
}

/// Whether nobody gave the person anything to do.
fn has_no_role() -> bool {
    SESSION.read().person().is_some_and(|person| person.roles.is_empty())
}

/// What admins are there for, beside the campaigns.
#[component]
fn ForAdmins() -> Element {
    rsx! {
        div { class: "card-actions", "data-ways": "admin",
            Link { class: "button", to: Address::Accounts { view: Default::default() }, {t("common.first-accounts-open")} }
            Link { class: "button", to: Address::Packages, {t("common.first-import-open")} }
            Link { class: "button", to: Address::Log { view: Default::default() }, {t("common.log-open")} }
        }
    }
}

/// What waits for the person.
#[cfg(any(feature = "desk", not(feature = "store")))]
fn waiting(campaigns: &[CampaignSummary]) -> Element {
    if !SESSION.read().person().is_some_and(|person| person.is(&Role::YEAR)) {
        return rsx! {};
    }
    rsx! {
        super::inbox::Inbox { campaigns: campaigns.to_vec() }
    }
}

/// Nothing waits for interviewers.
#[cfg(not(any(feature = "desk", not(feature = "store"))))]
fn waiting(_: &[CampaignSummary]) -> Element {
    rsx! {}
}

/// The desk of who works for one unit and nowhere else.
fn only_desk(campaigns: &[CampaignSummary]) -> Option<Address> {
    let elsewhere = |it: &CampaignSummary| {
        it.assigned || may(&[Role::Appraiser, Role::Clerk], Some(&it.id)) || may(&Role::OFFICE, Some(&it.id))
    };
    let mut desks = campaigns.iter().flat_map(|it| it.units.iter().map(|unit| desk(&it.id, &unit.code)));
    let first = desks.next()?;
    (desks.next().is_none() && !campaigns.iter().any(elsewhere)).then_some(first)
}

fn desk(campaign: &str, unit: &str) -> Address {
    Address::Desk { campaign: campaign.to_owned(), unit: unit.to_owned(), view: Default::default() }
}

/// Said before the work begins: the browser may delete what is kept here.
#[component]
fn Unpromised() -> Element {
    let promised = use_resource(|| async move {
        let _ = (PACKAGES(), STORE.read().clone());
        platform::is_persisted().await
    });
    if *STORE.read() != StoreStatus::Ready || *promised.read() != Some(false) {
        return rsx! {};
    }
    rsx! {
        Notice { tone: Tone::Warning, title: t("common.not-persisted"),
            p { {t("kept.not-persisted-text")} }
            Link { class: "button", to: Address::Device, {t("common.device")} }
        }
    }
}

#[component]
fn Card(summary: CampaignSummary) -> Element {
    let days =
        [("from", date(&summary.survey_opens.to_string())), ("to", date(&summary.survey_closes.to_string()))];
    let days: Vec<_> = days.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let sees_the_office = may(&Role::OVERVIEW, Some(&summary.id));
    let (campaign, view) = (summary.id.clone(), Default::default());
    let (office, words) = if may(&Role::OFFICE, Some(&summary.id)) {
        (Address::Fieldwork { campaign, view }, "common.to-office")
    } else {
        (Address::Appraisal { campaign, view: Default::default() }, "common.to-appraisal")
    };
    rsx! {
        h2 { {summary.title.get(LANGUAGE().code())} }
        p { class: "card-facts",
            if summary.practice {
                span { class: "tag tag-practice", {t("common.practice")} }
            }
            if summary.closed.is_some() {
                span { class: "tag", {t("common.closed")} }
            }
            span { {tp("common.survey-days", &days)} }
        }
        if summary.waiting > 0 {
            p { "data-waiting": "{summary.waiting}", {tp("common.waiting", &[("n", &number(summary.waiting))])} }
        }
        if sees_the_office {
            Link {
                class: if summary.assigned { "button" } else { "button button-primary" },
                to: office,
                "data-campaign": if !summary.assigned { summary.id.clone() },
                {t(words)}
            }
        }
        for unit in &summary.units {
            Link {
                key: "{unit.code}",
                class: "button button-primary",
                to: desk(&summary.id, &unit.code),
                "data-desk": "{unit.code}",
                {tp("common.to-desk", &[("unit", unit.name.get(LANGUAGE().code()))])}
            }
        }
        if may(&Role::KEYING, Some(&summary.id)) {
            Link {
                class: if sees_the_office { "button" } else { "button button-primary" },
                to: Address::Keying { campaign: summary.id.clone(), batch: None },
                "data-keying": "{summary.id}",
                {t("common.to-keying")}
            }
        }
        if may(&[Role::Supervisor], Some(&summary.id)) {
            a { class: "button button-primary", href: "/r/{summary.id}/board", {t("common.to-places")} }
        }
        if summary.assigned {
            Link {
                class: "button button-primary",
                to: Address::Board { campaign: summary.id.clone() },
                "data-campaign": "{summary.id}",
                {t("common.to-board")}
            }
        }
    }
}
