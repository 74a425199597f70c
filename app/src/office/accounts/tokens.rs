//! Tokens of scripts: which there are, making one, and revoking one for good.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::{CampaignSummary, Grant, NewToken, Role, Token, TokenRequest};

use super::roles::{GrantFields, in_words};
use super::secret::Secret;
use crate::address::{AccountsAddress, Address};
use crate::net;
use crate::office::frame::{Panel, TableFrame, use_last};
use crate::ui::{Button, Field, Look, Notice, Tone, date, focus_on, problem_text, t, tp};
use crate::zone::{VIET_NAM, local};

/// What a token may be.
const ROLES: [Role; 2] = [Role::Viewer, Role::Admin];
/// The id of the heading over the list: it takes the keyboard when the button that had it is gone.
const HEADING: &str = "tokens-title";

/// The panel of tokens.
#[component]
pub fn Tokens(view: AccountsAddress, campaigns: Vec<CampaignSummary>) -> Element {
    let mut made = use_signal(|| None::<NewToken>);
    let last = use_last(net::tokens);
    let close = Address::Accounts { view: view.opened(None) };
    rsx! {
        Panel { title: t("admin.tokens"), close, opener: "account-tokens",
            p { class: "lead", {t("admin.tokens-text")} }
            p { class: "field-hint",
                {tp("office.take-feed", &[("address", &t("admin.tokens-feed"))])}
                " "
                a { href: "/api/docs", {t("office.take-docs")} }
            }
            if let Some(NewToken { token, secret }) = made() {
                Secret {
                    title: t("admin.token-made"),
                    text: t("admin.token-made-text"),
                    names: (t("admin.token-name"), token.name),
                    secret: (t("admin.token-secret"), secret),
                }
            }
            MakeToken {
                campaigns: campaigns.clone(),
                made: move |new| {
                    made.set(Some(new));
                    last.ask();
                },
            }
            h3 { id: HEADING, tabindex: "-1", {t("admin.tokens-here")} }
            {last.show(|tokens| rsx! {
                if tokens.is_empty() {
                    p { class: "field-hint", {t("admin.no-tokens")} }
                } else {
                    TokenTable { tokens, campaigns, changed: move |()| last.ask() }
                }
            })}
        }
    }
}

#[component]
fn MakeToken(campaigns: Vec<CampaignSummary>, made: EventHandler<NewToken>) -> Element {
    let mut name = use_signal(String::new);
    let mut last_day = use_signal(String::new);
    let mut grant = use_signal(|| Grant::of(Role::Viewer));
    let mut problem = use_signal(|| None::<Problem>);
    let make = move |event: FormEvent| async move {
        event.prevent_default();
        let Ok(last_day) = last_day.peek().parse() else { return };
        let Grant { role, campaign, .. } = grant();
        let request = TokenRequest { name: name.peek().trim().to_owned(), role, campaign, last_day };
        match net::make_token(&request).await {
            Ok(new) => {
                problem.set(None);
                name.set(String::new());
                made.call(new);
            }
            Err(why) => problem.set(Some(why)),
        }
    };
    rsx! {
        form { class: "stack account-form", onsubmit: make,
            Field {
                id: "token-name",
                label: t("admin.token-name"),
                hint: t("admin.username-hint"),
                value: name(),
                autocomplete: "off",
                required: true,
                oninput: move |text| name.set(text),
            }
            GrantFields {
                id: "token",
                roles: ROLES.to_vec(),
                campaigns,
                value: grant(),
                onchange: move |chosen| grant.set(chosen),
            }
            Field {
                id: "token-last-day",
                label: t("admin.token-last-day"),
                kind: "date",
                value: last_day(),
                required: true,
                oninput: move |text| last_day.set(text),
            }
            if let Some(why) = problem() {
                Notice { tone: Tone::Error,
                    p { {problem_text(&why)} }
                }
            }
            div { class: "card-actions",
                Button {
                    look: Look::Primary,
                    submit: true,
                    disabled: name.read().trim().is_empty() || last_day.read().is_empty(),
                    "data-do": "make-token",
                    {t("admin.token-make")}
                }
            }
        }
    }
}

#[component]
fn TokenTable(tokens: Vec<Token>, campaigns: Vec<CampaignSummary>, changed: EventHandler<()>) -> Element {
    rsx! {
        TableFrame { label: t("admin.tokens"),
            table { class: "office-table accounts-table", "data-table": "tokens",
                caption { class: "visually-hidden", {t("admin.tokens")} }
                thead {
                    tr {
                        th { scope: "col", {t("admin.token-name")} }
                        th { scope: "col", {t("admin.role")} }
                        th { scope: "col", {t("admin.token-last-day")} }
                        th { scope: "col", {t("admin.token-used")} }
                        th { scope: "col", {t("admin.state")} }
                    }
                }
                tbody {
                    for token in tokens {
                        tr { key: "{token.name}", "data-token": "{token.name}",
                            th { scope: "row", code { "{token.name}" } }
                            td { {in_words(&Grant { role: token.role, campaign: token.campaign.clone(), place: None }, &campaigns)} }
                            td { {date(&token.last_day.to_string())} }
                            td { {token.used.map_or_else(|| t("admin.token-unused"), |at| local(at, VIET_NAM))} }
                            td {
                                match token.revoked {
                                    Some(at) => rsx! { {tp("admin.token-revoked", &[("at", &local(at, VIET_NAM))])} },
                                    None => rsx! { Revoke { name: token.name.clone(), changed } },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Revokes a token when it is pressed twice: what is revoked never opens a door again.
#[component]
fn Revoke(name: String, changed: EventHandler<()>) -> Element {
    let mut asked = use_signal(|| false);
    let mut problem = use_signal(|| None::<Problem>);
    let (revoked, label) = (name.clone(), tp("admin.token-revoke-name", &[("name", &name)]));
    let revoke = move |_| {
        let name = revoked.clone();
        async move {
            match net::revoke_token(&name).await {
                Ok(()) => {
                    focus_on(HEADING);
                    changed.call(());
                }
                Err(why) => problem.set(Some(why)),
            }
        }
    };
    rsx! {
        if let Some(why) = problem() {
            Notice { tone: Tone::Error,
                p { {problem_text(&why)} }
            }
        }
        if asked() {
            p { role: "status", {t("admin.token-revoke-text")} }
            div { class: "card-actions",
                Button { look: Look::Primary, "data-do": "revoke-token", onclick: revoke, {label.clone()} }
                Button { look: Look::Quiet, onclick: move |_| asked.set(false), {t("common.cancel")} }
            }
        } else {
            Button {
                look: Look::Quiet,
                "data-do": "ask-revoke-token",
                "aria-label": label,
                onclick: move |_| asked.set(true),
                {t("admin.token-revoke")}
            }
        }
    }
}
