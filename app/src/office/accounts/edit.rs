//! One account: its name and role, a new password, whether it may sign in, and where it works.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::{Account, AccountChange, CampaignSummary, Role};

use super::assign::Assign;
use super::password_fields::{Chosen, PasswordFields};
use super::roles::RolesPart;
use super::secret::MadePassword;
use super::table::account_id;
use crate::address::{AccountsAddress, Address};
use crate::net;
use crate::office::frame::Panel;
use crate::office::name;
use crate::ui::{Button, Field, Look, Notice, Tone, problem_text, t};

/// One account.
#[component]
pub fn Edit(
    view: AccountsAddress,
    account: Account,
    campaigns: Vec<CampaignSummary>,
    changed: EventHandler<()>,
) -> Element {
    let mut outcome = use_signal(|| None::<Result<&'static str, Problem>>);
    let close = Address::Accounts { view: view.opened(None) };
    let username = account.username.clone();
    let save = use_callback(move |(change, done): (AccountChange, &'static str)| {
        let username = username.clone();
        spawn(async move {
            let answer = net::change_account(&username, &change).await;
            outcome.set(Some(answer.map(|()| done)));
            changed.call(());
        });
    });
    rsx! {
        Panel {
            title: name::person(&account.name, &account.username),
            close,
            opener: account_id(&account.username),
            match outcome() {
                Some(Ok(done)) => rsx! {
                    Notice { tone: Tone::Good,
                        p { {t(done)} }
                    }
                },
                Some(Err(problem)) => rsx! {
                    Notice { tone: Tone::Error, title: t("admin.not-saved"),
                        p { {problem_text(&problem)} }
                    }
                },
                None => rsx! {},
            }
            div { class: "account-parts",
                div { class: "stack account-part",
                    PersonPart { account: account.clone(), save }
                    RolesPart { account: account.clone(), campaigns: campaigns.clone(), save }
                    PasswordPart { username: account.username.clone(), save }
                    DisablePart { disabled: account.disabled, save }
                }
                div { class: "stack account-part",
                    if account.roles.iter().any(|grant| grant.role == Role::Interviewer) {
                        Assign { view, account, campaigns, save }
                    } else {
                        p { class: "lead", {t("admin.no-assignments")} }
                    }
                }
            }
        }
    }
}

/// Saves a change, and says by this text that it is done.
pub type Save = Callback<(AccountChange, &'static str)>;

#[component]
fn PersonPart(account: Account, save: Save) -> Element {
    let mut name = use_signal(|| account.name.clone());
    let mut email = use_signal(|| account.email.clone());
    let same = *name.read() == account.name && *email.read() == account.email;
    rsx! {
        form {
            class: "stack account-form",
            onsubmit: move |event: FormEvent| {
                event.prevent_default();
                let change = AccountChange {
                    name: Some(name.peek().trim().to_owned()),
                    email: Some(email.peek().clone()),
                    ..AccountChange::default()
                };
                save((change, "admin.saved"));
            },
            h3 { {t("admin.person")} }
            Field {
                id: "edit-name",
                label: t("admin.name"),
                value: name(),
                autocomplete: "off",
                oninput: move |text| name.set(text),
            }
            Field {
                id: "edit-email",
                label: t("admin.email"),
                value: email(),
                autocomplete: "off",
                oninput: move |text| email.set(text),
            }
            div { class: "card-actions",
                Button { submit: true, disabled: same, {t("admin.save")} }
            }
        }
    }
}

#[component]
fn PasswordPart(username: String, save: Save) -> Element {
    let mut open = use_signal(|| false);
    let mut chosen = use_signal(|| None::<Chosen>);
    let mut shown = use_signal(|| None::<String>);
    rsx! {
        form {
            class: "stack account-form",
            onsubmit: move |event: FormEvent| {
                event.prevent_default();
                if let Some(Chosen { password, made }) = chosen() {
                    shown.set(made.then(|| password.clone()));
                    open.set(false);
                    let change = AccountChange { password: Some(password), ..AccountChange::default() };
                    save((change, "admin.password-saved"));
                }
            },
            h3 { {t("common.password-new")} }
            if let Some(secret) = shown() {
                MadePassword { username, secret }
            }
            if open() {
                PasswordFields { onchange: move |now| chosen.set(now) }
                p { class: "field-hint", {t("admin.password-ends-sessions")} }
                div { class: "card-actions",
                    Button { submit: true, look: Look::Primary, disabled: chosen.read().is_none(), "data-do": "set-password", {t("admin.password-set")} }
                    Button { onclick: move |_| open.set(false), {t("office.cancel")} }
                }
            } else {
                div { class: "card-actions",
                    Button {
                        "data-do": "new-password",
                        onclick: move |_| {
                            shown.set(None);
                            open.set(true);
                        },
                        {t("admin.password-change")}
                    }
                }
            }
        }
    }
}

#[component]
fn DisablePart(disabled: bool, save: Save) -> Element {
    let change = AccountChange { disabled: Some(!disabled), ..AccountChange::default() };
    let done = if disabled { "admin.enabled-now" } else { "admin.disabled-now" };
    rsx! {
        section { class: "stack account-form",
            h3 { {t("admin.access")} }
            p { class: "field-hint", {t(if disabled { "admin.enable-text" } else { "admin.disable-text" })} }
            div { class: "card-actions",
                Button {
                    look: if disabled { Look::Plain } else { Look::Danger },
                    "data-do": if disabled { "enable" } else { "disable" },
                    onclick: move |_| save((change.clone(), done)),
                    {t(if disabled { "admin.enable" } else { "admin.disable" })}
                }
            }
        }
    }
}
