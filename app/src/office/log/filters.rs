//! The filters of the log: each choice is an address.

use dioxus::prelude::*;
use shared::wire::{Account, ActKind, CampaignSummary};

use crate::address::{Address, LogAddress};
use crate::office::frame::CampaignOptions;
use crate::office::name;
use crate::ui::t;

/// What was done, in which campaign, by whom.
#[component]
pub fn Filters(
    view: ReadSignal<LogAddress>,
    accounts: Vec<Account>,
    campaigns: Vec<CampaignSummary>,
) -> Element {
    let navigator = use_navigator();
    let go = use_callback(move |view: LogAddress| {
        navigator.push(Address::Log { view });
    });
    let chosen = |event: Event<FormData>| Some(event.value()).filter(|value| !value.is_empty());
    let now = view();
    rsx! {
        form { class: "filters", role: "search", onsubmit: move |event| event.prevent_default(),
            label {
                span { {t("log.kind")} }
                select {
                    class: "select",
                    name: "kind",
                    onchange: move |event| go(LogAddress { kind: Some(event.value()).filter(|it| !it.is_empty()), ..view() }),
                    option { value: "", selected: now.kind.is_none(), {t("log.every-kind")} }
                    for kind in ActKind::ALL {
                        option { key: "{kind.code()}", value: kind.code(), selected: now.kind.as_deref() == Some(kind.code()), {t(kind.text_key())} }
                    }
                }
            }
            label {
                span { {t("office.campaign")} }
                select {
                    class: "select",
                    name: "campaign",
                    onchange: move |event| go(LogAddress { campaign: chosen(event), ..view() }),
                    option { value: "", selected: now.campaign.is_none(), {t("log.every-campaign")} }
                    CampaignOptions { campaigns, chosen: now.campaign.clone() }
                }
            }
            label {
                span { {t("log.by")} }
                select {
                    class: "select",
                    name: "by",
                    onchange: move |event| go(LogAddress { by: chosen(event), ..view() }),
                    option { value: "", selected: now.by.is_none(), {t("log.everybody")} }
                    for account in accounts {
                        option {
                            key: "{account.username}",
                            value: "{account.username}",
                            selected: now.by.as_ref() == Some(&account.username),
                            {name::person(&account.name, &account.username)}
                        }
                    }
                }
            }
            if now != LogAddress::default() {
                Link { class: "button button-quiet", to: Address::Log { view: LogAddress::default() }, {t("office.clear-filters")} }
            }
        }
    }
}
