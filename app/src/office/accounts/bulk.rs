//! Many accounts from a list: a CSV file, or lines pasted from a spreadsheet. All are made or none; each fault is named by
//! its line, and the list stays to be mended.

use dioxus::prelude::*;
use shared::problem::{Diagnostic, Problem};
use shared::roster;
use shared::sheet::csv;
use shared::wire::{CampaignSummary, NewAccount, Role, Roster};

use super::slips::Slips;
use crate::address::{AccountsAddress, Address};
use crate::net::{self, Refused};
use crate::office::frame::{CampaignOptions, Panel};
use crate::ui::{Button, Look, Notice, Tone, number, problem_text, t, tp};

/// The panel of the list.
#[component]
pub fn Bulk(view: AccountsAddress, campaigns: Vec<CampaignSummary>, changed: EventHandler<()>) -> Element {
    let mut list = use_signal(String::new);
    let mut file = use_signal(String::new);
    let open = campaigns
        .iter()
        .find(|campaign| campaign.closed.is_none() && !campaign.practice)
        .or(campaigns.first());
    let mut campaign = use_signal(|| open.map(|campaign| campaign.id.clone()).unwrap_or_default());
    let mut refused = use_signal(|| None::<Refused>);
    let mut made = use_signal(Vec::<NewAccount>::new);
    let mut busy = use_signal(|| false);
    let close = Address::Accounts { view: view.opened(None) };
    let read = move |event: FormEvent| async move {
        let Some(chosen) = event.files().into_iter().next() else { return };
        file.set(chosen.name());
        let bytes = chosen.read_bytes().await.map_err(|_| Problem::new("file.unreadable"));
        match bytes.and_then(|bytes| csv::decoded(&bytes)) {
            Ok(text) => {
                list.set(text);
                refused.set(None);
            }
            Err(problem) => refused.set(Some(problem.into())),
        }
    };
    let make = move |event: FormEvent| async move {
        event.prevent_default();
        if busy() {
            return;
        }
        busy.set(true);
        let chosen = Some(campaign.peek().clone()).filter(|id| !id.is_empty());
        match make_all(&list.peek().clone(), chosen).await {
            Ok(accounts) => {
                refused.set(None);
                made.set(accounts);
                changed.call(());
            }
            Err(why) => refused.set(Some(why)),
        }
        busy.set(false);
    };
    rsx! {
        Panel { title: t("admin.list"), close, opener: "account-list",
            if made.read().is_empty() {
                p { class: "lead", {tp("admin.list-text", &[("columns", &roster::COLUMNS.join(", ")), ("roles", &Role::ALL.map(Role::code).join(", "))])} }
                form { class: "stack account-form", onsubmit: make,
                    div { class: "field",
                        // The browser's own control speaks the browser's language; it lies unseen over ours.
                        label { class: "button file-choice", r#for: "list-file",
                            {t("admin.list-file")}
                            input { id: "list-file", r#type: "file", accept: ".csv,.txt,text/csv", onchange: read }
                        }
                        p { role: "status", "data-file": "{file}",
                            if file.read().is_empty() {
                                {t("admin.list-no-file")}
                            } else {
                                "{file}"
                            }
                        }
                    }
                    div { class: "field",
                        label { r#for: "list-rows", {t("admin.list-rows")} }
                        textarea {
                            id: "list-rows",
                            class: "list-rows",
                            rows: "10",
                            spellcheck: "false",
                            autocomplete: "off",
                            value: "{list}",
                            oninput: move |event| list.set(event.value()),
                        }
                    }
                    div { class: "field",
                        label { r#for: "list-campaign", {t("admin.list-campaign")} }
                        select { id: "list-campaign", onchange: move |event| campaign.set(event.value()),
                            option { value: "", selected: campaign.read().is_empty(), {t("admin.list-no-campaign")} }
                            CampaignOptions { campaigns: campaigns.clone(), chosen: campaign() }
                        }
                    }
                    if let Some(why) = refused() {
                        Faults { why }
                    }
                    div { class: "card-actions",
                        Button {
                            look: Look::Primary,
                            submit: true,
                            disabled: busy() || list.read().trim().is_empty(),
                            "data-do": "make-list",
                            {t("admin.list-make")}
                        }
                    }
                }
            } else {
                Slips { accounts: made(), campaign: campaigns.iter().find(|it| it.id == campaign()).cloned() }
            }
        }
    }
}

async fn make_all(list: &str, campaign: Option<String>) -> Result<Vec<NewAccount>, Refused> {
    let rows = roster::read(list.as_bytes())?;
    if rows.is_empty() {
        return Err(Problem::new("account.no_rows").into());
    }
    net::make_accounts(&Roster { campaign, rows }).await
}

/// What is wrong with the list, line by line.
#[component]
fn Faults(why: Refused) -> Element {
    rsx! {
        div { role: "alert",
            Notice { tone: Tone::Error, title: t("admin.list-not-made"),
                p { {problem_text(&why.problem)} }
                ul { class: "reason-list",
                    for (i , fault) in why.faults.iter().enumerate() {
                        li { key: "{i}", "data-line": fault.at.row.unwrap_or_default().to_string(), {line(fault)} }
                    }
                }
            }
        }
    }
}

fn line(fault: &Diagnostic) -> String {
    let row = fault.at.row.map(number).unwrap_or_default();
    let column = fault.at.column.clone().unwrap_or_default();
    let text = problem_text(&fault.problem);
    tp("admin.list-fault", &[("line", &row), ("column", &column), ("text", &text)])
}
