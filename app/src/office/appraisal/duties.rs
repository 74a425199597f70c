//! Domains shared out among appraisers: an admin gives them and takes them.

use dioxus::prelude::*;
use shared::assessment::appraisers;
use shared::campaign::Level;
use shared::problem::Problem;
use shared::wire::{Account, Duty, DutyChange, Role, holds};

use crate::net;
use crate::office::frame::{Absent, use_followed, use_live};
use crate::office::name;
use crate::ui::{Button, Glyph, LANGUAGE, Look, Notice, Tone, problem_text, t, tp};

async fn load(campaign: String) -> Result<(Vec<Duty>, Vec<Account>), Problem> {
    let (duties, accounts) = futures::join!(net::duties(&campaign), net::accounts());
    let appraises = |it: &Account| !it.disabled && holds(&it.roles, &[Role::Appraiser], Some(&campaign));
    Ok((duties?, accounts?.into_iter().filter(appraises).collect()))
}

/// Each domain of a unit type with those who appraise it.
#[component]
pub fn Duties(campaign: ReadSignal<String>, unit_type: String) -> Element {
    let followed = use_followed();
    let live = use_live(move || campaign.cloned(), load);
    let mut refused = use_signal(|| None::<Problem>);
    let change = use_callback(move |change: DutyChange| {
        let campaign = campaign.cloned();
        spawn(async move {
            refused.set(net::set_duty(&campaign, &change).await.err());
            live.ask();
        });
    });
    let shown = live.shown();
    let Some(found) = shown.value else {
        return rsx! {
            Absent { problem: shown.problem, onagain: move |()| live.ask() }
        };
    };
    let (duties, people) = &*found;
    let plan = followed.campaign.read();
    let of_type = unit_type.clone();
    let set = move |account: &str, domain: &str, given: bool| {
        let (account, domain) = (account.to_owned(), domain.to_owned());
        change.call(DutyChange { account, unit_type: of_type.clone(), domain, given });
    };
    let called = |account: &str| {
        let found = people.iter().find(|person| person.username == account);
        found.map_or_else(|| account.to_owned(), |person| person.name.clone())
    };
    let domains =
        plan.criteria.iter().filter(|node| node.level == Level::Domain && node.unit_type == unit_type);
    rsx! {
        if let Some(problem) = refused() {
            Notice { tone: Tone::Error, p { {problem_text(&problem)} } }
        }
        p { class: "field-hint", {t("appraisal.duties-text")} }
        if people.is_empty() {
            p { class: "empty", {t("appraisal.no-appraisers")} }
        }
        ul { class: "appraisal-duties",
            for node in domains {
                li { key: "{node.code}", "data-domain": "{node.code}",
                    span { id: "domain-{node.code}", class: "appraisal-domain",
                        "{node.code} {name::criterion_name(&plan, LANGUAGE(), &unit_type, &node.code)}"
                    }
                    for account in appraisers(duties, &unit_type, &node.code) {
                        Button {
                            key: "{account}",
                            look: Look::Quiet,
                            glyph: Glyph::Cross,
                            label: tp("appraisal.take-domain", &[("account", &called(account)), ("domain", &node.code)]),
                            "data-take": "{account}",
                            onclick: {
                                let (set, account, code) = (set.clone(), account.to_owned(), node.code.clone());
                                move |_| set(&account, &code, false)
                            },
                            {called(account)}
                        }
                    }
                    Giving {
                        domain: node.code.clone(),
                        people: people
                            .iter()
                            .filter(|it| !appraisers(duties, &unit_type, &node.code).contains(&&*it.username))
                            .cloned()
                            .collect::<Vec<_>>(),
                        ongive: {
                            let (set, code) = (set.clone(), node.code.clone());
                            move |account: String| set(&account, &code, true)
                        },
                    }
                }
            }
        }
    }
}

/// Chooses who is given a domain too. It is done by the button alone: who goes through the names by keyboard gives nothing yet.
#[component]
fn Giving(domain: String, people: Vec<Account>, ongive: EventHandler<String>) -> Element {
    let mut chosen = use_signal(String::new);
    rsx! {
        form {
            class: "appraisal-giving",
            onsubmit: move |event| {
                event.prevent_default();
                ongive.call(chosen.take());
            },
            select {
                class: "select",
                "aria-label": tp("appraisal.give-domain", &[("domain", &domain)]),
                onchange: move |event| chosen.set(event.value()),
                option { value: "", selected: chosen.read().is_empty(), {t("appraisal.give-to")} }
                for person in people {
                    option {
                        key: "{person.username}",
                        value: "{person.username}",
                        selected: *chosen.read() == person.username,
                        {name::person(&person.name, &person.username)}
                    }
                }
            }
            Button { submit: true, disabled: chosen.read().is_empty(), "data-do": "give-domain", {t("appraisal.do-give-domain")} }
        }
    }
}
