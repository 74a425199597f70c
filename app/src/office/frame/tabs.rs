//! The ways through the office: which campaign, and what of it.

use dioxus::prelude::*;
use shared::wire::{CampaignSummary, Role};

use crate::ui::{Glyph, Icon, LANGUAGE, Route, SESSION, t};

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
}

impl Tab {
    const ALL: [Self; 4] = [Self::Fieldwork, Self::Ballots, Self::Survey, Self::Index];

    fn key(self) -> &'static str {
        match self {
            Self::Fieldwork => "office.fieldwork",
            Self::Ballots => "office.ballots",
            Self::Survey => "office.survey",
            Self::Index => "office.index",
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Fieldwork => Glyph::Place,
            Self::Ballots => Glyph::Ballot,
            Self::Survey => Glyph::List,
            Self::Index => Glyph::Chart,
        }
    }

    /// The address of this tab in a campaign.
    pub fn route(self, campaign: &str) -> Route {
        let campaign = campaign.to_owned();
        match self {
            Self::Fieldwork => Route::Fieldwork { campaign, view: Default::default() },
            Self::Ballots => Route::Ballots { campaign, view: Default::default() },
            Self::Survey => Route::Survey { campaign, view: Default::default() },
            Self::Index => Route::Index { campaign, view: Default::default() },
        }
    }

    /// The tab that an address belongs to.
    pub fn of(route: &Route) -> Option<Self> {
        match route {
            Route::Fieldwork { .. } => Some(Self::Fieldwork),
            Route::Ballots { .. } | Route::Ballot { .. } => Some(Self::Ballots),
            Route::Survey { .. } => Some(Self::Survey),
            Route::Index { .. } => Some(Self::Index),
            _ => None,
        }
    }
}

/// The campaign switch and the tabs. Without a campaign (accounts) the tabs lead to the first one.
#[component]
pub fn Tabs(campaigns: Vec<CampaignSummary>, campaign: Option<String>) -> Element {
    let here = use_route::<Route>();
    let now = Tab::of(&here);
    let navigator = use_navigator();
    let language = LANGUAGE();
    let target = campaign.clone().or_else(|| campaigns.first().map(|first| first.id.clone()));
    let admin = SESSION.read().person().is_some_and(|person| person.role == Role::Admin);
    rsx! {
        nav { class: "office-nav", "aria-label": t("office.office"),
            if campaign.is_some() {
                div { class: "office-campaign",
                    label { class: "visually-hidden", r#for: "office-campaign", {t("office.campaign")} }
                    select {
                        id: "office-campaign",
                        class: "select",
                        onchange: move |event| {
                            navigator.push(now.unwrap_or(Tab::Fieldwork).route(&event.value()));
                        },
                        for summary in &campaigns {
                            option {
                                key: "{summary.id}",
                                value: "{summary.id}",
                                selected: Some(&summary.id) == campaign.as_ref(),
                                {summary.title.get(language.code())}
                            }
                        }
                    }
                }
            }
            ul { class: "office-tabs",
                if let Some(target) = target {
                    for tab in Tab::ALL {
                        li { key: "{tab.key()}",
                            Link {
                                class: "office-tab",
                                to: tab.route(&target),
                                "aria-current": if now == Some(tab) { "page" },
                                Icon { glyph: tab.glyph() }
                                span { {t(tab.key())} }
                            }
                        }
                    }
                }
                if admin {
                    li {
                        Link {
                            class: "office-tab",
                            to: Route::Accounts { view: Default::default() },
                            "aria-current": if matches!(here, Route::Accounts { .. }) { "page" },
                            Icon { glyph: Glyph::Person }
                            span { {t("office.accounts")} }
                        }
                    }
                }
            }
        }
    }
}
