//! The roles of an account: what is held, for which campaign, and the form that gives another.

use dioxus::prelude::*;
use shared::wire::{Account, AccountChange, CampaignSummary, Grant, Role};

use super::edit::Save;
use crate::net;
use crate::office::frame::CampaignOptions;
use crate::office::name;
use crate::ui::{Button, Glyph, LANGUAGE, Look, Notice, Tone, focus_on, problem_text, t, tp};

/// The roles that are given here, the most frequent first; supervisors have a page of the server, with their places.
const ROLES: [Role; 7] =
    [Role::Interviewer, Role::Unit, Role::Head, Role::Appraiser, Role::Clerk, Role::Viewer, Role::Admin];
/// The id of the heading: it takes the keyboard when the button that had it is gone.
const HEADING: &str = "roles-title";

/// Whether a role says too little to be given: those of a unit are held at one, in one campaign.
pub fn is_incomplete(grant: &Grant) -> bool {
    Role::STAFF.contains(&grant.role) && (grant.campaign.is_none() || grant.place.is_none())
}

/// The roles of an account, each once for a campaign, those of a unit with it: places to interview at are told elsewhere.
pub fn held(account: &Account) -> Vec<Grant> {
    let place = |grant: &Grant| grant.place.clone().filter(|_| Role::STAFF.contains(&grant.role));
    let mut held: Vec<Grant> =
        account.roles.iter().map(|grant| Grant { place: place(grant), ..grant.clone() }).collect();
    held.dedup();
    held
}

/// A role with the campaign for which it is held.
pub fn in_words(grant: &Grant, campaigns: &[CampaignSummary]) -> String {
    let summary = campaigns.iter().find(|campaign| Some(&campaign.id) == grant.campaign.as_ref());
    let role = match &grant.place {
        Some(place) => at_unit(grant.role, place, summary),
        None => t(grant.role.key()),
    };
    let Some(id) = &grant.campaign else { return role };
    let title = summary.map_or_else(|| id.clone(), |one| name::title(campaigns, one, LANGUAGE()));
    tp("admin.role-in", &[("role", &role), ("campaign", &title)])
}

/// A role at a unit of a campaign.
pub fn at_unit(role: Role, code: &str, campaign: Option<&CampaignSummary>) -> String {
    let unit = campaign.and_then(|it| it.units.iter().find(|unit| unit.code == code));
    let name = unit.map_or(code, |unit| unit.name.get(LANGUAGE().code()));
    tp("admin.role-at", &[("role", &t(role.key())), ("unit", name)])
}

/// What tells a grant from the others in the list.
fn key(grant: &Grant) -> String {
    let parts = [Some(grant.role.code()), grant.campaign.as_deref(), grant.place.as_deref()];
    parts.map(Option::unwrap_or_default).join(" ")
}

/// What an account holds, each with a button that takes it, and what it may be given.
#[component]
pub fn RolesPart(account: Account, campaigns: Vec<CampaignSummary>, save: Save) -> Element {
    let mut chosen = use_signal(|| Grant::of(Role::Viewer));
    let held = held(&account);
    let has = held.contains(&chosen.read());
    rsx! {
        form {
            class: "stack account-form",
            onsubmit: move |event: FormEvent| {
                event.prevent_default();
                save((AccountChange { give: vec![chosen()], ..AccountChange::default() }, "admin.role-given"));
            },
            h3 { id: HEADING, tabindex: "-1", {t("admin.roles")} }
            if held.is_empty() {
                p { class: "field-hint", {t("admin.no-roles")} }
            }
            for grant in held {
                Held { key: "{key(&grant)}", words: in_words(&grant, &campaigns), grant, save }
            }
            GrantFields {
                id: "edit",
                campaigns: campaigns.clone(),
                value: chosen(),
                onchange: move |grant| chosen.set(grant),
            }
            div { class: "card-actions",
                Button {
                    submit: true,
                    disabled: has || is_incomplete(&chosen.read()),
                    "data-do": "give-role",
                    {t("admin.give")}
                }
            }
        }
    }
}

#[component]
fn Held(grant: Grant, words: String, save: Save) -> Element {
    let role = grant.role.code();
    rsx! {
        div { class: "card-actions", "data-role": role,
            span { "{words}" }
            Button {
                look: Look::Quiet,
                glyph: Glyph::Cross,
                "data-do": "take-role",
                "aria-label": tp("admin.take-role", &[("role", &words)]),
                onclick: move |_| {
                    focus_on(HEADING);
                    let change = AccountChange { take: vec![grant.clone()], ..AccountChange::default() };
                    save((change, "admin.role-taken"));
                },
                {t("admin.take")}
            }
        }
    }
}

/// The choice of a role, and of every campaign or one.
#[component]
pub fn GrantFields(
    id: String,
    #[props(default = ROLES.to_vec())] roles: Vec<Role>,
    campaigns: Vec<CampaignSummary>,
    value: Grant,
    onchange: EventHandler<Grant>,
) -> Element {
    let (role, campaign, place) = (value.role, value.campaign.clone(), value.place.clone());
    let held_in = campaign.clone();
    rsx! {
        div { class: "field",
            label { r#for: "{id}-role", {t("admin.role")} }
            select {
                id: "{id}-role",
                onchange: move |event| {
                    if let Some(role) = Role::from_code(&event.value()) {
                        onchange.call(Grant { role, place: None, ..value.clone() });
                    }
                },
                for it in roles {
                    option { key: "{it.code()}", value: it.code(), selected: it == role, {t(it.key())} }
                }
            }
            p { class: "field-hint",
                {t(&format!("admin.role.{}-text", role.code()))}
            }
        }
        div { class: "field",
            label { r#for: "{id}-campaign", {t("admin.role-campaign")} }
            select {
                id: "{id}-campaign",
                onchange: move |event| {
                    let campaign = Some(event.value()).filter(|id| !id.is_empty());
                    onchange.call(Grant { role, campaign, place: None });
                },
                option { value: "", selected: campaign.is_none(), {t("admin.every-campaign")} }
                CampaignOptions { campaigns, chosen: campaign.clone() }
            }
        }
        if let (true, Some(held_in)) = (Role::STAFF.contains(&role), held_in) {
            // A list of one, so that another campaign gets its own units.
            for campaign in [held_in] {
                UnitField {
                    key: "{campaign}",
                    id: id.clone(),
                    campaign: campaign.clone(),
                    value: place.clone(),
                    onchange: move |place| onchange.call(Grant { role, campaign: Some(campaign.clone()), place }),
                }
            }
        }
    }
}

/// The choice of a unit of a campaign.
#[component]
fn UnitField(
    id: String,
    campaign: String,
    value: Option<String>,
    onchange: EventHandler<Option<String>>,
) -> Element {
    let loaded = use_resource(move || {
        let campaign = campaign.clone();
        async move { net::campaign(&campaign).await }
    });
    let language = LANGUAGE().code();
    rsx! {
        match &*loaded.read() {
            None => rsx! {
                p { class: "opening", role: "status", {t("office.loading")} }
            },
            Some(Err(problem)) => rsx! {
                Notice { tone: Tone::Error,
                    p { {problem_text(problem)} }
                }
            },
            Some(Ok(campaign)) => rsx! {
                div { class: "field",
                    label { r#for: "{id}-unit", {t("admin.role-unit")} }
                    select {
                        id: "{id}-unit",
                        onchange: move |event| onchange.call(Some(event.value()).filter(|code| !code.is_empty())),
                        option { value: "", selected: value.is_none(), {t("admin.choose-unit")} }
                        for unit in &campaign.units {
                            option { key: "{unit.code}", value: "{unit.code}", selected: value.as_ref() == Some(&unit.code),
                                {unit.name.get(language)}
                            }
                        }
                    }
                }
            },
        }
    }
}
