//! Ballots that no campaign's screens can show, because their campaign was never imported: what to do about them.

use dioxus::prelude::*;

use crate::net;
use crate::ui::{Notice, Tone, number, t, tp};
use crate::zone::{VIET_NAM, local};

/// How many ballots wait for which campaign, and since when; nothing where there are none. For admins.
#[component]
pub fn UnknownCampaigns() -> Element {
    let found = use_resource(net::unknown_campaigns);
    let found = found.read();
    // Where the server cannot be asked, the campaigns below say so.
    let Some(Ok(rows)) = found.as_ref() else { return rsx! {} };
    if rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        Notice { tone: Tone::Warning, title: t("common.unknown-title"),
            ul { class: "reason-list",
                for row in rows {
                    li { key: "{row.campaign}", "data-unknown": "{row.campaign}",
                        {
                            tp(
                                "common.unknown-row",
                                &[
                                    ("campaign", &row.campaign),
                                    ("n", &number(row.ballots)),
                                    ("at", &local(row.since, VIET_NAM)),
                                ],
                            )
                        }
                    }
                }
            }
            p { {t("common.unknown-text")} }
        }
    }
}
