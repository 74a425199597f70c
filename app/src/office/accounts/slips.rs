//! Slips of paper, one for each new account, to be cut apart and folded: outside whose it is, inside how to sign in.

use dioxus::prelude::*;
use shared::campaign::Name;
use shared::wire::{CampaignSummary, NewAccount, Role};

use super::roles::at_unit;
use crate::net;
use crate::ui::{Button, Glyph, LANGUAGE, Look, Notice, Tone, t, tp};

/// The slips, on the screen and on A4. The passwords are shown this once.
#[component]
pub fn Slips(accounts: Vec<NewAccount>, campaign: Option<CampaignSummary>) -> Element {
    let host = use_resource(|| async {
        let version = net::version().await;
        version.map(|version| [version.province, version.office]).unwrap_or_default()
    });
    let host: Vec<String> = host.read().iter().flatten().map(named).collect();
    let address = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    rsx! {
        Notice { tone: Tone::Good, title: tp("admin.list-made", &[("n", &accounts.len().to_string())]),
            p { {t("admin.slips-text")} }
            Button {
                look: Look::Primary,
                glyph: Glyph::Ballot,
                "data-do": "print-slips",
                onclick: move |_| {
                    if let Some(window) = web_sys::window() {
                        let _ = window.print();
                    }
                },
                {t("admin.slips-print")}
            }
        }
        ol { class: "slips",
            for account in accounts {
                li { key: "{account.username}", class: "slip", "data-account": "{account.username}",
                    div { class: "slip-outside",
                        p { class: "slip-host",
                            for name in host.iter().filter(|name| !name.is_empty()) {
                                span { key: "{name}", "{name}" }
                            }
                        }
                        p { class: "slip-name", "{account.name}" }
                        for words in offices(&account, campaign.as_ref()) {
                            p { key: "{words}", "{words}" }
                        }
                        p { class: "slip-hint", {t("admin.slip-fold")} }
                    }
                    dl { class: "slip-inside",
                        dt { {t("admin.slip-address")} }
                        dd { code { "{address}" } }
                        dt { {t("common.username")} }
                        dd { code { class: "secret", "{account.username}" } }
                        dt { {t("common.password")} }
                        dd { code { class: "secret", "{account.password}" } }
                        dd { class: "slip-hint", {t("admin.slip-change")} }
                    }
                }
            }
        }
    }
}

/// What the person is: for a unit's people at which unit, so that who hands the slips out sees where each goes.
fn offices(account: &NewAccount, campaign: Option<&CampaignSummary>) -> Vec<String> {
    if Role::STAFF.contains(&account.role) {
        return account.places.iter().map(|unit| at_unit(account.role, unit, campaign)).collect();
    }
    vec![t(account.role.key())]
}

fn named(name: &Name) -> String {
    name.get(LANGUAGE().code()).to_owned()
}
