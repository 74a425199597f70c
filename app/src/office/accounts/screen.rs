//! The accounts: who may use the system, as what, and where interviewers work.

use dioxus::prelude::*;
use futures::join;
use shared::problem::Problem;
use shared::wire::{Account, CampaignSummary, Role};

use super::bulk::Bulk;
use super::edit::Edit;
use super::make::Make;
use super::table::AccountTable;
use crate::address::{AccountsAddress, Address, Open};
use crate::net;
use crate::ui::{Button, Glyph, Icon, Notice, Tone, may, problem_text, t, use_title};

async fn load() -> Result<(Vec<Account>, Vec<CampaignSummary>), Problem> {
    let (accounts, campaigns) = join!(net::accounts(), net::campaigns());
    Ok((accounts?, campaigns?))
}

/// The accounts; only admins see them.
#[component]
pub fn Accounts(view: ReadSignal<AccountsAddress>) -> Element {
    use_title(t("office.accounts"));
    if !may(&[Role::Admin], None) {
        return rsx! {
            Notice { tone: Tone::Warning, heading: true, title: t("admin.not-yours"),
                p { {t("admin.not-yours-text")} }
            }
        };
    }
    rsx! {
        People { view }
    }
}

#[component]
fn People(view: ReadSignal<AccountsAddress>) -> Element {
    let mut loaded = use_resource(load);
    // The last list stays in sight while a newer one comes.
    let mut known = use_signal(|| None::<(Vec<Account>, Vec<CampaignSummary>)>);
    let mut problem = use_signal(|| None::<Problem>);
    use_effect(move || match loaded.read().as_ref() {
        Some(Ok(found)) => {
            known.set(Some(found.clone()));
            problem.set(None);
        }
        Some(Err(why)) => problem.set(Some(why.clone())),
        None => {}
    });
    let changed = use_callback(move |()| loaded.restart());
    rsx! {
        section { class: "office-screen", "aria-labelledby": "accounts-title",
            div { class: "office-line",
                h1 { id: "accounts-title", {t("office.accounts")} }
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
            if let Some(why) = problem() {
                Notice { tone: Tone::Error, title: t("office.not-loaded"),
                    p { {problem_text(&why)} }
                    Button { glyph: Glyph::Again, onclick: move |_| loaded.restart(), {t("office.again")} }
                }
            }
            match known() {
                Some((accounts, campaigns)) => rsx! {
                    match view.read().open.clone() {
                        Some(Open::New) => rsx! {
                            Make { view: view(), campaigns: campaigns.clone(), changed }
                        },
                        Some(Open::List) => rsx! {
                            Bulk { view: view(), campaigns: campaigns.clone(), changed }
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
                },
                None if problem.read().is_none() => rsx! {
                    p { class: "opening", role: "status", {t("office.loading")} }
                },
                None => rsx! {},
            }
        }
    }
}
