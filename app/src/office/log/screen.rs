//! The log, the newest act first; only admins of every campaign see it, and nobody changes it.

use dioxus::prelude::*;
use futures::join;
use shared::problem::Problem;
use shared::wire::{Account, Act, CampaignSummary};

use super::filters::Filters;
use super::table::ActTable;
use crate::address::{Address, LogAddress};
use crate::net;
use crate::office::frame::{AdminsOnly, use_last};
use crate::ui::{Button, t, use_title};

/// What stands in the log, and the names for it.
#[derive(Clone, PartialEq)]
struct Listed {
    acts: Vec<Act>,
    more: bool,
    accounts: Vec<Account>,
    campaigns: Vec<CampaignSummary>,
}

/// The first pages of the log.
async fn list(view: LogAddress, pages: usize) -> Result<Listed, Problem> {
    let (accounts, campaigns) = join!(net::accounts(), net::campaigns());
    let (mut acts, mut after) = (Vec::new(), None);
    for _ in 0..pages {
        let page = net::acts(&view.asked(after)).await?;
        acts.extend(page.acts);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Listed { acts, more: after.is_some(), accounts: accounts?, campaigns: campaigns? })
}

/// The log.
#[component]
pub fn Log(view: ReadSignal<LogAddress>) -> Element {
    use_title(t("office.log"));
    rsx! {
        AdminsOnly { Acts { view } }
    }
}

#[component]
fn Acts(view: ReadSignal<LogAddress>) -> Element {
    let mut pages = use_signal(|| 1_usize);
    let last = use_last(move || list(view(), pages()));
    use_effect(move || {
        let _ = view();
        pages.set(1);
    });
    rsx! {
        section { class: "stack office-screen", "aria-labelledby": "log-title",
            h1 { id: "log-title", {t("office.log")} }
            p { class: "lead", {t("log.text")} }
            {last.show(|Listed { acts, more, accounts, campaigns }| rsx! {
                Filters { view, accounts: accounts.clone(), campaigns: campaigns.clone() }
                if acts.is_empty() {
                    div { class: "empty",
                        p { {t("log.none")} }
                        if *view.read() != LogAddress::default() {
                            Link { class: "button", to: Address::Log { view: LogAddress::default() }, {t("log.all")} }
                        }
                    }
                } else {
                    ActTable { view: view(), acts, accounts, campaigns }
                }
                if more {
                    Button { onclick: move |_| pages += 1, {t("log.more")} }
                }
            })}
        }
    }
}
