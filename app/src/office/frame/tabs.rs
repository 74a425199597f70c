//! The ways through the office: which campaign, and what of it.

use dioxus::prelude::*;
use shared::wire::{CampaignSummary, Role};

use super::campaign_options::CampaignOptions;
use crate::address::{AccountsAddress, Address, use_address};
use crate::ui::{Glyph, Icon, may, t};

/// What of a campaign is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// How the fieldwork stands.
    Fieldwork,
    /// Ballots.
    Ballots,
    /// Survey points.
    Survey,
    /// The index.
    Index,
    /// What units say of themselves.
    Appraisal,
    /// The phases of the year.
    Phases,
}

impl Tab {
    const ALL: [Self; 6] =
        [Self::Fieldwork, Self::Ballots, Self::Survey, Self::Index, Self::Appraisal, Self::Phases];

    /// Who finds something there.
    fn roles(self) -> &'static [Role] {
        if self == Self::Appraisal { &Role::OVERVIEW } else { &Role::OFFICE }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Fieldwork => "office.fieldwork",
            Self::Ballots => "office.ballots",
            Self::Survey => "office.survey",
            Self::Index => "office.index",
            Self::Phases => "phases.phases",
            Self::Appraisal => "appraisal.title",
        }
    }

    /// For narrow windows.
    fn short_key(self) -> &'static str {
        match self {
            Self::Fieldwork => "office.short.fieldwork",
            Self::Ballots => "office.short.ballots",
            Self::Survey => "office.short.survey",
            Self::Index => "office.short.index",
            Self::Phases => "phases.short",
            Self::Appraisal => "appraisal.title",
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Fieldwork => Glyph::Place,
            Self::Ballots => Glyph::Ballot,
            Self::Survey => Glyph::List,
            Self::Index => Glyph::Chart,
            Self::Phases => Glyph::Flag,
            Self::Appraisal => Glyph::Check,
        }
    }

    /// The address of this tab in a campaign.
    pub fn route(self, campaign: &str) -> Address {
        let campaign = campaign.to_owned();
        match self {
            Self::Fieldwork => Address::Fieldwork { campaign, view: Default::default() },
            Self::Ballots => Address::Ballots { campaign, view: Default::default() },
            Self::Survey => Address::Survey { campaign, view: Default::default() },
            Self::Index => Address::Index { campaign, view: Default::default() },
            Self::Phases => Address::Phases { campaign },
            Self::Appraisal => Address::Appraisal { campaign, view: Default::default() },
        }
    }

    /// The tab that an address belongs to.
    pub fn of(route: &Address) -> Option<Self> {
        match route {
            Address::Fieldwork { .. } => Some(Self::Fieldwork),
            Address::Ballots { .. } | Address::Ballot { .. } => Some(Self::Ballots),
            Address::Survey { .. } => Some(Self::Survey),
            Address::Index { .. } => Some(Self::Index),
            Address::Phases { .. } => Some(Self::Phases),
            Address::Appraisal { .. } => Some(Self::Appraisal),
            _ => None,
        }
    }
}

/// The choice of a campaign; it stands as the heading of the frame. The same tab of the other one opens.
#[component]
pub fn CampaignSwitch(campaigns: Vec<CampaignSummary>, campaign: String) -> Element {
    let now = Tab::of(&use_address());
    let navigator = use_navigator();
    rsx! {
        label { class: "visually-hidden", r#for: "office-campaign", {t("office.campaign")} }
        select {
            id: "office-campaign",
            class: "select office-campaign",
            onchange: move |event| {
                navigator.push(now.unwrap_or(Tab::Fieldwork).route(&event.value()));
            },
            CampaignOptions { campaigns, chosen: campaign }
        }
    }
}

/// The heading of the screen that is asked for, as long as its campaign is not here.
#[component]
pub fn Heading() -> Element {
    let now = Tab::of(&use_address());
    rsx! {
        h1 { {t(now.map_or("office.office", Tab::key))} }
    }
}

/// The tabs, which lead into the campaign `target`.
#[component]
pub fn Tabs(target: Option<String>) -> Element {
    let here = use_address();
    let now = Tab::of(&here);
    let admin = may(&[Role::Admin], None);
    rsx! {
        nav { class: "office-nav", "aria-label": t("office.office"),
            ul { class: "office-tabs",
                if let Some(target) = &target {
                    for tab in Tab::ALL.into_iter().filter(|tab| may(tab.roles(), Some(target))) {
                        li { key: "{tab.key()}",
                            Link {
                                class: "office-tab",
                                to: tab.route(target),
                                "aria-current": if now == Some(tab) { "page" },
                                Icon { glyph: tab.glyph() }
                                span { class: "tab-long", {t(tab.key())} }
                                span { class: "tab-short", {t(tab.short_key())} }
                            }
                        }
                    }
                }
                if admin {
                    li {
                        Link {
                            class: "office-tab",
                            to: Address::Accounts { view: AccountsAddress { campaign: target.clone(), open: None } },
                            "aria-current": if matches!(here, Address::Accounts { .. }) { "page" },
                            Icon { glyph: Glyph::Person }
                            span { {t("office.accounts")} }
                        }
                    }
                    li {
                        Link {
                            class: "office-tab",
                            to: Address::Packages,
                            "aria-current": if here == Address::Packages { "page" },
                            Icon { glyph: Glyph::Up }
                            span { {t("packages.short")} }
                        }
                    }
                    li {
                        Link {
                            class: "office-tab",
                            to: Address::Log { view: Default::default() },
                            "aria-current": if matches!(here, Address::Log { .. }) { "page" },
                            Icon { glyph: Glyph::Clock }
                            span { {t("office.log")} }
                        }
                    }
                }
            }
        }
    }
}
