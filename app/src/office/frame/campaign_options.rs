//! The campaigns that a list offers, each under a name that no other has there.

use dioxus::prelude::*;
use shared::wire::CampaignSummary;

use crate::office::name;
use crate::ui::LANGUAGE;

/// The options of a list, the chosen one marked.
#[component]
pub fn CampaignOptions(campaigns: Vec<CampaignSummary>, chosen: Option<String>) -> Element {
    rsx! {
        for one in &campaigns {
            option { key: "{one.id}", value: "{one.id}", selected: chosen.as_ref() == Some(&one.id),
                {name::title(&campaigns, one, LANGUAGE())}
            }
        }
    }
}
