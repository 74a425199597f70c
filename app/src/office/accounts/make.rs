//! Making an account.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::{AccountChange, CampaignSummary, Grant, Role};

use super::password_fields::{Chosen, PasswordFields};
use super::roles::{GrantFields, is_incomplete};
use super::secret::MadePassword;
use crate::address::{AccountsAddress, Address, Open};
use crate::net;
use crate::office::frame::Panel;
use crate::ui::{Button, Field, Look, Notice, Tone, problem_text, t};

/// The form of a new account. Once it is made, it opens, so that the password can be read out and places assigned.
#[component]
pub fn Make(view: AccountsAddress, campaigns: Vec<CampaignSummary>, changed: EventHandler<()>) -> Element {
    let navigator = use_navigator();
    let mut username = use_signal(String::new);
    let mut name = use_signal(String::new);
    let mut grant = use_signal(|| Grant::of(Role::Interviewer));
    let mut password = use_signal(|| None::<Chosen>);
    let mut problem = use_signal(|| None::<Problem>);
    let mut made = use_signal(|| None::<String>);
    let close = Address::Accounts { view: view.opened(None) };
    let opened = view.clone();
    let make = move |event: FormEvent| {
        event.prevent_default();
        let opened = opened.clone();
        async move {
            let Some(chosen) = password() else { return };
            let account = AccountChange {
                username: Some(username.peek().trim().to_owned()),
                name: Some(name.peek().trim().to_owned()).filter(|name| !name.is_empty()),
                give: vec![grant()],
                password: Some(chosen.password.clone()),
                ..AccountChange::default()
            };
            match net::make_account(&account).await {
                Ok(()) => {
                    changed.call(());
                    let user = username.peek().trim().to_owned();
                    if chosen.made {
                        made.set(Some(chosen.password));
                    } else {
                        navigator
                            .replace(Address::Accounts { view: opened.opened(Some(Open::Account(user))) });
                    }
                }
                Err(why) => problem.set(Some(why)),
            }
        }
    };
    rsx! {
        Panel { title: t("admin.make"), close, opener: "account-new",
            match made() {
                Some(secret) => rsx! {
                    MadePassword { username: username(), secret }
                    Link {
                        class: "button button-primary",
                        to: Address::Accounts { view: view.opened(Some(Open::Account(username().trim().to_owned()))) },
                        {t("admin.written-down")}
                    }
                },
                None => rsx! {
                    form { class: "stack account-form", onsubmit: make,
                        Field {
                            id: "account-username",
                            label: t("common.username"),
                            hint: t("admin.username-hint"),
                            value: username(),
                            autocomplete: "off",
                            required: true,
                            oninput: move |text| username.set(text),
                        }
                        Field {
                            id: "account-name",
                            label: t("admin.name"),
                            value: name(),
                            autocomplete: "off",
                            oninput: move |text| name.set(text),
                        }
                        GrantFields {
                            id: "account",
                            campaigns: campaigns.clone(),
                            value: grant(),
                            onchange: move |chosen| grant.set(chosen),
                        }
                        PasswordFields { onchange: move |chosen| password.set(chosen) }
                        if let Some(why) = problem() {
                            Notice { tone: Tone::Error,
                                p { {problem_text(&why)} }
                            }
                        }
                        div { class: "card-actions",
                            Button {
                                look: Look::Primary,
                                submit: true,
                                disabled: username.read().trim().is_empty() || password.read().is_none() || is_incomplete(&grant.read()),
                                {t("admin.make-it")}
                            }
                        }
                    }
                },
            }
        }
    }
}
