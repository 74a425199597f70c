//! The accounts: who may use the system, as what, and where interviewers work.

use dioxus::prelude::*;
use futures::join;
use shared::campaign::Unit;
use shared::problem::Problem;
use shared::wire::{Account, CampaignSummary, Grant, OwnUnit, Role};

use super::bulk::Bulk;
use super::edit::Edit;
use super::make::Make;
use super::table::AccountTable;
use super::tokens::Tokens;
use crate::address::{AccountsAddress, Address, Open};
use crate::net;
use crate::office::frame::{AdminsOnly, use_last};
use crate::ui::{Glyph, Icon, Notice, Tone, problem_text, t, use_title};

async fn load() -> Result<(Vec<Account>, Vec<CampaignSummary>), Problem> {
    let (accounts, campaigns) = join!(net::accounts(), net::campaigns());
    let (accounts, mut campaigns) = (accounts?, campaigns?);
    for summary in &mut campaigns {
        name_units(summary, &accounts).await;
    }
    Ok((accounts, campaigns))
}

/// Where people work for units of a campaign, all of its units are put to it, for their names.
async fn name_units(summary: &mut CampaignSummary, accounts: &[Account]) {
    let works_here =
        |grant: &Grant| Role::STAFF.contains(&grant.role) && grant.campaign.as_ref() == Some(&summary.id);
    if !accounts.iter().flat_map(|account| &account.roles).any(works_here) {
        return;
    }
    if let Ok(campaign) = net::campaign(&summary.id).await {
        let named = |unit: Unit| OwnUnit { code: unit.code, name: unit.name, roles: Vec::new() };
        summary.units = campaign.units.into_iter().map(named).collect();
    }
}

/// The accounts; only admins see them.
#[component]
pub fn Accounts(view: ReadSignal<AccountsAddress>) -> Element {
    use_title(t("office.accounts"));
    rsx! {
        AdminsOnly { People { view } }
    }
}

#[component]
fn People(view: ReadSignal<AccountsAddress>) -> Element {
    let last = use_last(load);
    let changed = use_callback(move |()| last.ask());
    rsx! {
        section { class: "stack office-screen", "aria-labelledby": "accounts-title",
            div { class: "office-line",
                h1 { id: "accounts-title", {t("office.accounts")} }
                Link {
                    id: "account-tokens",
                    class: "button",
                    to: Address::Accounts { view: view.read().opened(Some(Open::Tokens)) },
                    "data-do": "tokens",
                    {t("admin.tokens")}
                }
                Link {
                    id: "account-list",
                    class: "button",
                    to: Address::Accounts { view: view.read().opened(Some(Open::List)) },
                    "data-do": "account-list",
                    Icon { glyph: Glyph::List }
                    {t("admin.list")}
                }
                Link {
                    id: "account-new",
                    class: "button button-primary",
                    to: Address::Accounts { view: view.read().opened(Some(Open::New)) },
                    "data-do": "new-account",
                    Icon { glyph: Glyph::Plus }
                    {t("admin.make")}
                }
            }
            {last.show(|(accounts, campaigns)| rsx! {
                match view.read().open.clone() {
                    Some(Open::New) => rsx! {
                        Make { view: view(), campaigns: campaigns.clone(), changed }
                    },
                    Some(Open::List) => rsx! {
                        Bulk { view: view(), campaigns: campaigns.clone(), changed }
                    },
                    Some(Open::Tokens) => rsx! {
                        Tokens { view: view(), campaigns: campaigns.clone() }
                    },
                    Some(Open::Account(username)) => rsx! {
                        // A list, so that nothing typed about one person stays for the next.
                        for account in accounts.iter().filter(|account| account.username == username) {
                            Edit {
                                key: "{username}",
                                view: view(),
                                account: account.clone(),
                                campaigns: campaigns.clone(),
                                changed,
                            }
                        }
                        if accounts.iter().all(|account| account.username != username) {
                            Notice { tone: Tone::Warning,
                                p { {problem_text(&Problem::new("account.absent").with("account", username))} }
                            }
                        }
                    },
                    None => rsx! {},
                }
                AccountTable { view: view(), accounts, campaigns }
            })}
        }
    }
}
