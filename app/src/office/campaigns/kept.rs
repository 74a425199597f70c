//! The campaigns that are here, each with its package to take away.

use dioxus::prelude::*;
use shared::wire::CampaignSummary;

use crate::ui::{LANGUAGE, t, tp};

/// The list.
#[component]
pub fn Kept(campaigns: Vec<CampaignSummary>) -> Element {
    if campaigns.is_empty() {
        return rsx! {
            p { class: "empty", {t("packages.none")} }
        };
    }
    rsx! {
        ul { class: "package-kept",
            for campaign in campaigns {
                li { key: "{campaign.id}", "data-kept": "{campaign.id}",
                    span { class: "package-title",
                        {campaign.title.get(LANGUAGE().code())}
                        code { "{campaign.id}" }
                    }
                    a {
                        class: "button",
                        href: "/api/campaigns/{campaign.id}/package.zip",
                        download: "{campaign.id}.zip",
                        "aria-label": tp("packages.take-away-of", &[("id", &campaign.id)]),
                        {t("packages.take-away")}
                    }
                    a {
                        class: "button button-quiet",
                        href: "/api/campaigns/{campaign.id}/next-package.zip",
                        download: "{campaign.id}-next.zip",
                        "data-do": "next-year",
                        "aria-label": tp("packages.next-year-of", &[("id", &campaign.id)]),
                        {t("packages.next-year")}
                    }
                }
            }
        }
    }
}
