//! The frame around the screens of one campaign: the ways through, what kind of campaign it is, whether it is open.

use dioxus::prelude::*;
use shared::campaign::Campaign;
use shared::problem::Problem;
use shared::wire::{CampaignSummary, Role};

use super::by_pointer::ByPointer;
use super::closing::CampaignMenu;
use super::followed::use_new_followed;
use super::freshness::Absent;
use super::tabs::{CampaignSwitch, Heading, Tabs};
use crate::address::{Address, use_address};
use crate::net;
use crate::ui::{Glyph, Icon, LANGUAGE, Notice, SESSION, Tone, date, may, problem_text, t, tp};
use crate::zone::local;

/// The frame of the office. People who have no place in the office are told so.
#[component]
pub fn OfficeFrame(children: Element) -> Element {
    let address = use_address();
    let campaign = address.office_campaign();
    let appraises = campaign
        .as_deref()
        .is_some_and(|campaign| may(&Role::OVERVIEW, Some(campaign)) && !may(&Role::OFFICE, Some(campaign)));
    if appraises && !matches!(address, Address::Appraisal { .. }) {
        return rsx! {
            ToAppraisal { campaign: campaign.unwrap_or_default() }
        };
    }
    let mine = match &campaign {
        Some(campaign) => appraises || may(&Role::OFFICE, Some(campaign)),
        None => SESSION.read().person().is_some_and(|person| person.is(&Role::OFFICE)),
    };
    match campaign {
        _ if !mine => rsx! {
            Notice { tone: Tone::Warning, heading: true, title: t("office.not-yours"),
                p { {t("office.not-yours-text")} }
                Link { class: "button", to: Address::Home, {t("common.home")} }
            }
        },
        Some(campaign) => rsx! {
            // A list of one, so that another campaign is followed anew.
            for id in [campaign] {
                OneCampaign { key: "{id}", id, {children.clone()} }
            }
        },
        None => rsx! {
            NoCampaign { {children} }
        },
    }
}

/// Who appraises and does nothing else in the office works there.
#[component]
fn ToAppraisal(campaign: String) -> Element {
    let navigator = use_navigator();
    use_effect(move || {
        let campaign = campaign.clone();
        navigator.replace(Address::Appraisal { campaign, view: Default::default() });
    });
    rsx! {
        Heading {}
    }
}

/// Screens that belong to no campaign, such as accounts.
#[component]
fn NoCampaign(children: Element) -> Element {
    let campaigns = use_resource(net::campaigns);
    let found = campaigns.read().as_ref().and_then(|found| found.as_ref().ok()).cloned();
    let first = found.unwrap_or_default().first().map(|first| first.id.clone());
    let from = match use_address() {
        Address::Accounts { view } => view.campaign,
        _ => None,
    };
    rsx! {
        Tabs { target: from.or(first) }
        {children}
    }
}

async fn load(id: String) -> Result<(Vec<CampaignSummary>, ByPointer<Campaign>), Problem> {
    let (campaigns, campaign) = futures::join!(net::campaigns(), net::campaign(&id));
    Ok((campaigns?, ByPointer::new(campaign?)))
}

#[component]
fn OneCampaign(id: ReadSignal<String>, children: Element) -> Element {
    let mut loaded = use_resource(move || load(id()));
    let found = loaded.read().clone();
    match found {
        Some(Ok((campaigns, campaign))) => {
            let summary = campaigns.iter().find(|summary| summary.id == *id.read()).cloned();
            match summary {
                Some(summary) => rsx! {
                    Tabs { target: id() }
                    OpenCampaign { campaign, campaigns, summary, {children} }
                },
                None => rsx! {
                    Heading {}
                    Notice { tone: Tone::Error,
                        p { {problem_text(&Problem::new("campaign.absent").with("campaign", id))} }
                    }
                },
            }
        }
        Some(Err(problem)) => rsx! {
            Heading {}
            Absent { problem, onagain: move |()| loaded.restart() }
        },
        None => rsx! {
            Heading {}
            Absent { problem: None, onagain: |()| () }
        },
    }
}

#[component]
fn OpenCampaign(
    campaign: ByPointer<Campaign>,
    campaigns: Vec<CampaignSummary>,
    summary: CampaignSummary,
    children: Element,
) -> Element {
    let followed = use_new_followed(campaign, summary);
    let campaign = followed.campaign.read().clone();
    let summary = followed.summary.read().clone();
    let days = [date(&summary.survey_opens.to_string()), date(&summary.survey_closes.to_string())];
    let admin = may(&[Role::Admin], Some(&summary.id));
    let language = LANGUAGE().code();
    rsx! {
        // Paper says whose it is.
        p { class: "host on-paper",
            span { class: "host-province", {campaign.settings.province.get(language)} }
            span { class: "host-office", {campaign.settings.office.get(language)} }
            span { {summary.title.get(language)} }
        }
        header { class: "office-head",
            div { class: "office-title",
                CampaignSwitch { campaigns: campaigns.clone(), campaign: summary.id.clone() }
                p { class: "card-facts",
                    if summary.practice {
                        span { class: "tag tag-practice", {t("common.practice")} }
                    }
                    if let Some(at) = summary.closed {
                        span { class: "tag", {t("common.closed")} }
                        span { {tp("office.closed-at", &[("at", &local(at, &campaign.settings.timezone))])} }
                    } else {
                        span { class: "tag tag-open", {t("office.open")} }
                    }
                    span { {tp("common.survey-days", &[("from", &days[0]), ("to", &days[1])])} }
                }
            }
            if admin {
                CampaignMenu {}
            }
        }
        if campaign.is_reconstructed() {
            details { class: "sample tone-info", role: "note",
                summary {
                    Icon { glyph: Glyph::Info }
                    span { {t(if summary.practice { "office.practice-short" } else { "office.sample-short" })} }
                }
                p { {t(if summary.practice { "office.practice-of-sample" } else { "office.sample" })} }
            }
        }
        {children}
    }
}
