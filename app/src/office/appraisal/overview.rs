//! Where appraisers begin: each leaf over all units, or each unit, with how far it has come.

use dioxus::prelude::*;
use shared::wire::{LeafWork, Role};

use super::duties::Duties;
use super::papers::{Paper, PaperLinks};
use super::screen::{Ways, to};
use crate::address::Work;
use crate::net;
use crate::office::frame::{TableFrame, TypeSwitch, live_screen, stage_key, use_followed, use_live};
use crate::office::name;
use crate::ui::{LANGUAGE, SESSION, may, number, t, tp};

/// Each leaf of a unit type.
#[component]
pub fn LeafList(campaign: ReadSignal<String>, work: ReadSignal<Work>) -> Element {
    let followed = use_followed();
    let live = use_live(move || campaign.cloned(), |id| async move { net::leaves(&id).await });
    let above = rsx! {
        Ways { campaign: campaign(), work: work() }
        PaperLinks { of: Paper::Minutes { campaign: campaign() } }
    };
    live_screen("appraisal.title", live, above, |found| {
        let plan = followed.campaign.read();
        let chosen = work.read().unit_type.clone().or_else(|| Some(found.first()?.unit_type.clone()));
        let chosen = chosen.unwrap_or_default();
        let own = |code: &str| found.iter().any(|leaf| leaf.unit_type == code);
        let choices = plan.unit_types.iter().filter(|it| own(&it.code)).map(|it| {
            let chosen = Work { unit_type: Some(it.code.clone()), ..work.read().clone() };
            (it.code.clone(), to(&campaign.read(), &chosen))
        });
        let mine = work.read().mine;
        let is_mine = |leaf: &LeafWork| !mine || leaf.who.is_empty() || leaf.who.iter().any(|who| is_me(who));
        let listed = found.iter().filter(|leaf| leaf.unit_type == chosen && is_mine(leaf));
        let leaves: Vec<LeafWork> = listed.cloned().collect();
        rsx! {
            TypeSwitch { chosen: chosen.clone(), choices: choices.collect::<Vec<_>>() }
            if may(&[Role::Admin], Some(&campaign.read())) {
                details { class: "card", "data-do": "duties",
                    summary { {t("appraisal.duties")} }
                    Duties { key: "{chosen}", campaign, unit_type: chosen.clone() }
                }
            }
            TableFrame { label: t("appraisal.by-leaf"),
                table { class: "office-table appraisal-leaves", "data-table": "leaves",
                    caption { class: "visually-hidden", {t("appraisal.by-leaf")} }
                    thead {
                        tr {
                            th { scope: "col", {t("appraisal.leaf")} }
                            th { scope: "col", class: "num", {t("appraisal.ready")} }
                            th { scope: "col", class: "num", {t("appraisal.decided")} }
                            th { scope: "col", class: "num", {t("appraisal.flagged")} }
                            th { scope: "col", class: "appraisal-who", {t("appraisal.who")} }
                        }
                    }
                    tbody {
                        for leaf in leaves {
                            tr { key: "{leaf.leaf}", "data-leaf": "{leaf.leaf}",
                                th { scope: "row",
                                    Link {
                                        to: to(&campaign.read(), &Work {
                                            unit_type: Some(chosen.clone()),
                                            leaf: Some(leaf.leaf.clone()),
                                            ..work.read().clone()
                                        }),
                                        "{leaf.leaf} {name::criterion_name(&plan, LANGUAGE(), &chosen, &leaf.leaf)}"
                                    }
                                }
                                td { class: "num", {of(leaf.ready, leaf.units)} }
                                td { class: "num", "{number(leaf.decided)}" }
                                td { class: "num", "{number(leaf.flagged)}" }
                                td { class: "appraisal-who", {leaf.who_names.join(", ")} }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// Whether this account is the reader's.
fn is_me(username: &str) -> bool {
    SESSION.read().person().is_some_and(|person| person.username == username)
}

fn of(n: usize, all: usize) -> String {
    tp("appraisal.of", &[("n", &number(n)), ("all", &number(all))])
}

/// Each unit.
#[component]
pub fn UnitList(campaign: ReadSignal<String>, work: ReadSignal<Work>) -> Element {
    let followed = use_followed();
    let live = use_live(move || campaign.cloned(), |id| async move { net::progress(&id).await });
    let above = rsx! {
        Ways { campaign: campaign(), work: work() }
        PaperLinks { of: Paper::Minutes { campaign: campaign() } }
    };
    live_screen("appraisal.title", live, above, |found| {
        let plan = followed.campaign.read();
        let link = |unit: &str| {
            to(&campaign.read(), &Work { unit: Some(unit.to_owned()), leaf: None, ..work.read().clone() })
        };
        // Whoever is of the office as well reads of it what the office does.
        let summary = followed.summary.read();
        let is_own = |code: &str| {
            !may(&Role::OFFICE, Some(&summary.id)) && summary.units.iter().any(|own| own.code == code)
        };
        rsx! {
            TableFrame { label: t("appraisal.by-unit"),
                table { class: "office-table appraisal-units", "data-table": "units",
                    caption { class: "visually-hidden", {t("appraisal.by-unit")} }
                    thead {
                        tr {
                            th { scope: "col", {t("office.unit")} }
                            th { scope: "col", {t("appraisal.stage")} }
                            th { scope: "col", class: "num", {t("appraisal.scored")} }
                            th { scope: "col", class: "num", {t("appraisal.decided")} }
                            th { scope: "col", class: "num", {t("appraisal.flags")} }
                        }
                    }
                    tbody {
                        for unit in found.iter().filter(|unit| !is_own(&unit.unit)) {
                            tr { key: "{unit.unit}", "data-unit": "{unit.unit}",
                                th { scope: "row",
                                    Link { to: link(&unit.unit), {name::unit(&plan, LANGUAGE(), &unit.unit)} }
                                }
                                td { {t(stage_key(unit.stage))} }
                                td { class: "num", {of(unit.scored, unit.leaves)} }
                                td { class: "num", {of(unit.appraised, unit.leaves)} }
                                td { class: "num", "{number(unit.flags)}" }
                            }
                        }
                    }
                }
            }
        }
    })
}
