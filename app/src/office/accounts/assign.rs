//! Where an interviewer works: a searchable list of places by what they lie in, for one campaign at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use dioxus::prelude::*;
use shared::wire::{Account, AccountChange, CampaignSummary};

use super::checklist::{Section, found, sections};
use crate::address::{AccountsAddress, Address};
use crate::net;
use crate::office::frame::CampaignOptions;
use crate::ui::{Button, Field, LANGUAGE, Look, Notice, Tone, problem_text, t, tp};

/// The places of an interviewer.
#[component]
pub fn Assign(
    view: AccountsAddress,
    account: Account,
    campaigns: Vec<CampaignSummary>,
    save: Callback<(AccountChange, &'static str)>,
) -> Element {
    let navigator = use_navigator();
    let open = campaigns.iter().find(|campaign| campaign.closed.is_none());
    let chosen =
        view.campaign.clone().or_else(|| open.or(campaigns.first()).map(|campaign| campaign.id.clone()));
    let Some(id) = chosen else {
        return rsx! {
            p { class: "lead", {t("admin.no-campaign")} }
        };
    };
    let assigned: BTreeSet<String> = account.assigned(&id).map(str::to_owned).collect();
    rsx! {
        h3 { {t("admin.assign")} }
        div { class: "field",
            label { r#for: "assign-campaign", {t("office.campaign")} }
            select {
                id: "assign-campaign",
                onchange: move |event| {
                    let view = AccountsAddress { campaign: Some(event.value()), ..view.clone() };
                    navigator.replace(Address::Accounts { view });
                },
                CampaignOptions { campaigns, chosen: id.clone() }
            }
        }
        // A list of one, so that what is ticked for one campaign stays out of the next.
        for id in [id] {
            Places { key: "{id}", id, assigned: assigned.clone(), save }
        }
    }
}

#[component]
fn Places(
    id: ReadSignal<String>,
    assigned: BTreeSet<String>,
    save: Callback<(AccountChange, &'static str)>,
) -> Element {
    let loaded = use_resource(move || async move { net::campaign(&id()).await.map(Rc::new) });
    let answer = loaded.read().clone();
    match answer {
        None => rsx! {
            p { class: "opening", role: "status", {t("office.loading")} }
        },
        Some(Err(problem)) => rsx! {
            Notice { tone: Tone::Error,
                p { {problem_text(&problem)} }
            }
        },
        Some(Ok(campaign)) => {
            let all = sections(&campaign, false, LANGUAGE());
            let one_name = |code: &String| campaign.places.canonical(code).to_owned();
            let assigned: BTreeSet<String> = assigned.iter().map(one_name).collect();
            rsx! {
                Checklist { id: id(), all, assigned, save }
            }
        }
    }
}

#[component]
fn Checklist(
    id: String,
    all: Vec<Section>,
    assigned: BTreeSet<String>,
    save: Callback<(AccountChange, &'static str)>,
) -> Element {
    let mut ticked = use_signal(|| assigned.clone());
    let mut search = use_signal(String::new);
    let left = found(&all, &search.read());
    let n = ticked.read().len().to_string();
    rsx! {
        Field {
            id: "assign-search",
            label: t("admin.search-places"),
            kind: "search",
            autocomplete: "off",
            value: search(),
            oninput: move |text| search.set(text),
        }
        p { class: "below", {t("admin.assign-covers")} }
        div { class: "checklist", role: "group", "aria-label": t("admin.assign"), tabindex: "0",
            if left.is_empty() {
                p { class: "empty", {t("admin.none-found")} }
            }
            for section in left {
                fieldset { key: "{section.heading.key()}", class: "choice",
                    legend { "{section.name}" }
                    {
                        let codes: Vec<String> = section.places.iter().map(|place| place.code.clone()).collect();
                        let whole = codes.iter().all(|code| ticked.read().contains(code));
                        rsx! {
                            button {
                                r#type: "button",
                                class: "link-button",
                                onclick: move |_| {
                                    let mut ticked = ticked.write();
                                    for code in &codes {
                                        if whole { ticked.remove(code); } else { ticked.insert(code.clone()); }
                                    }
                                },
                                {t(if whole { "admin.untick-all" } else { "admin.tick-all" })}
                            }
                        }
                    }
                    for place in section.places {
                        label { key: "{place.code}", class: "check",
                            input {
                                r#type: "checkbox",
                                name: "place",
                                value: "{place.code}",
                                checked: ticked.read().contains(&place.code),
                                onchange: move |event| {
                                    let code = place.code.clone();
                                    if event.checked() { ticked.write().insert(code); } else { ticked.write().remove(&code); }
                                },
                            }
                            span { "{place.name}" }
                            span { class: "below", {place.forms.join(", ")} }
                        }
                    }
                }
            }
        }
        div { class: "card-actions",
            Button {
                look: Look::Primary,
                "data-do": "assign",
                disabled: *ticked.read() == assigned,
                onclick: move |_| {
                    let places: Vec<String> = ticked.peek().iter().cloned().collect();
                    let assignments = Some(BTreeMap::from([(id.clone(), places)]));
                    save((AccountChange { assignments, ..AccountChange::default() }, "admin.assigned-now"));
                },
                {tp("admin.assign-n", &[("n", &n)])}
            }
        }
    }
}
