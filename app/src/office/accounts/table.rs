//! The table of accounts.

use dioxus::prelude::*;
use shared::wire::{Account, CampaignSummary};

use super::roles::{held, in_words};
use crate::address::{AccountsAddress, Address, Open};
use crate::office::frame::TableFrame;
use crate::office::name;
use crate::ui::{Glyph, Icon, LANGUAGE, t, tp};

/// The id of the link that opens an account.
pub fn account_id(username: &str) -> String {
    format!("account-{username}")
}

/// The table of accounts.
#[component]
pub fn AccountTable(
    view: AccountsAddress,
    accounts: Vec<Account>,
    campaigns: Vec<CampaignSummary>,
) -> Element {
    rsx! {
        TableFrame { label: t("office.accounts"), tall: true,
            table { class: "office-table accounts-table", "data-table": "accounts",
                caption { class: "visually-hidden", {t("office.accounts")} }
                thead {
                    tr {
                        th { scope: "col", {t("common.username")} }
                        th { scope: "col", {t("admin.name")} }
                        th { scope: "col", {t("admin.role")} }
                        th { scope: "col", {t("admin.state")} }
                        th { scope: "col", {t("admin.assigned")} }
                    }
                }
                tbody {
                    for account in accounts {
                        tr { key: "{account.username}", "data-account": "{account.username}",
                            th { scope: "row",
                                Link {
                                    id: account_id(&account.username),
                                    to: Address::Accounts {
                                        view: view.opened(Some(Open::Account(account.username.clone()))),
                                    },
                                    "{account.username}"
                                }
                            }
                            td { "{account.name}" }
                            td {
                                for grant in held(&account) {
                                    p { {in_words(&grant, &campaigns)} }
                                }
                            }
                            td { State { disabled: account.disabled } }
                            td { {assigned(&account, &campaigns)} }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn State(disabled: bool) -> Element {
    rsx! {
        if disabled {
            span { class: "state state-rejected",
                Icon { glyph: Glyph::Cross }
                span { {t("admin.disabled")} }
            }
        } else {
            span { class: "state state-valid",
                Icon { glyph: Glyph::Check }
                span { {t("admin.enabled")} }
            }
        }
    }
}

/// How many places an account has in each campaign.
fn assigned(account: &Account, campaigns: &[CampaignSummary]) -> String {
    let parts: Vec<_> = campaigns
        .iter()
        .filter_map(|campaign| {
            let n = account.assigned(&campaign.id).count();
            (n > 0).then(|| {
                let title = name::title(campaigns, campaign, LANGUAGE());
                tp("admin.places", &[("n", &n.to_string()), ("campaign", &title)])
            })
        })
        .collect();
    if parts.is_empty() { "–".to_owned() } else { parts.join("; ") }
}
