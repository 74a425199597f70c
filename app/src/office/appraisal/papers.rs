//! Ways to the papers of the year: a unit's report as it was submitted, and the minutes as they stand.

use dioxus::prelude::*;

use crate::ui::{Glyph, Icon, t};

/// A paper that the server makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Paper {
    /// What a unit submitted.
    Report {
        /// The campaign.
        campaign: String,
        /// The unit.
        unit: String,
    },
    /// Of the appraisal team.
    Minutes {
        /// The campaign.
        campaign: String,
    },
}

impl Paper {
    /// Its address, but for the ending; its name on the wire; the key of its text.
    fn told(&self) -> (String, &'static str, &'static str) {
        match self {
            Self::Report { campaign, unit } => {
                (format!("/api/campaigns/{campaign}/units/{unit}/report"), "report", "appraisal.report")
            }
            Self::Minutes { campaign } => {
                (format!("/api/campaigns/{campaign}/minutes"), "minutes", "appraisal.minutes")
            }
        }
    }
}

/// To read in another tab, and to save.
#[component]
pub fn PaperLinks(of: Paper) -> Element {
    let (address, name, text) = of.told();
    rsx! {
        p { class: "card-actions", "data-paper": name,
            a { class: "button button-quiet", href: "{address}.html", target: "_blank",
                Icon { glyph: Glyph::File }
                {t(text)}
            }
            a { class: "button button-quiet", href: "{address}.docx", download: "", {t("appraisal.save-docx")} }
        }
    }
}
