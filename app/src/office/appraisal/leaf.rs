//! A leaf of a unit, open: what the unit says, what proves it, what does not fit, and what appraisers say.

use dioxus::prelude::*;
use futures::join;
use shared::campaign::Leaf;
use shared::problem::Problem;
use shared::wire::{Calendar, EvidenceList, LeafRecord, Step, UnitRecord, WorkRow};

use super::evidence::EvidenceFiles;
use super::judge::Judge;
use super::keys::Pressed;
use super::line::is_ready;
use super::papers::{Paper, PaperLinks};
use super::said::{Entries, Talk};
use super::table::row_id;
use crate::address::Address;
use crate::net;
use crate::office::frame::{Absent, ByPointer, Panel, use_followed, use_live};
use crate::office::name;
use crate::ui::file_view::file_address;
use crate::ui::{LANGUAGE, Notice, Tone, number, problem_text, rule_in_words, steps_in_words, t, tp};

/// All that the server tells of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What was said of it.
    pub record: UnitRecord,
    /// The files that it gave.
    pub files: EvidenceList,
    /// The phases.
    pub calendar: Calendar,
}

impl Told {
    /// What was said of a leaf.
    pub fn of(&self, leaf: &str) -> LeafRecord {
        let found = self.record.leaves.iter().find(|record| record.leaf == leaf).cloned();
        let (unit, leaf) = (self.record.unit.clone(), leaf.to_owned());
        found.unwrap_or_else(|| LeafRecord { unit, leaf, ..LeafRecord::default() })
    }
}

async fn load(campaign: &str, unit: &str) -> Result<Told, Problem> {
    let (record, files, calendar) =
        join!(net::unit(campaign, unit), net::files(campaign, unit), net::calendar(campaign));
    Ok(Told { record: record?, files: files?, calendar: calendar? })
}

/// The open leaf.
#[component]
pub fn OpenLeaf(
    campaign: String,
    row: WorkRow,
    close: Address,
    next: Option<Address>,
    asked: Signal<Pressed>,
    onchange: EventHandler<()>,
) -> Element {
    let followed = use_followed();
    let question = format!("{campaign} {}", row.unit);
    let live = use_live(
        move || question.clone(),
        |question| async move {
            let (campaign, unit) = question.split_once(' ').unwrap_or_default();
            load(campaign, unit).await
        },
    );
    let plan = followed.campaign.read();
    let shown = live.shown();
    let leaf = plan.leaf_of(&row.unit, &row.leaf).cloned();
    let title = format!("{} {}", row.leaf, name::unit(&plan, LANGUAGE(), &row.unit));
    rsx! {
        Panel { title, close, opener: row_id(&row.unit, &row.leaf),
            match (shown.value, leaf) {
                (Some(told), Some(leaf)) => rsx! {
                    Body {
                        campaign,
                        row,
                        leaf,
                        told,
                        next,
                        asked,
                        onchange: move |()| {
                            live.ask();
                            onchange.call(());
                        },
                    }
                },
                _ => rsx! {
                    Absent { problem: shown.problem, onagain: move |()| live.ask() }
                },
            }
        }
    }
}

#[component]
fn Body(
    campaign: String,
    row: WorkRow,
    leaf: Leaf,
    told: ByPointer<Told>,
    next: Option<Address>,
    asked: Signal<Pressed>,
    onchange: EventHandler<()>,
) -> Element {
    let followed = use_followed();
    let plan = followed.campaign.read();
    let record = told.of(&row.leaf);
    let flags = told.record.flags.get(&row.leaf).cloned().unwrap_or_default();
    let asked_for = leaf.evidence.get(LANGUAGE().code()).to_owned();
    rsx! {
        dl { class: "sum",
            div {
                dt { {t("appraisal.claimed")} }
                dd { class: "sum-main", {row.claimed.as_ref().map_or_else(|| "–".to_owned(), number)} }
            }
            div {
                dt { {t("office.maximum")} }
                dd { {number(&leaf.max_points)} }
            }
            if let Some(last) = &row.last_year {
                div { "data-last-year": "true",
                    dt { {t("appraisal.last-year")} }
                    dd {
                        {tp("appraisal.of", &[("n", &number(&last.points)), ("all", &number(&last.maximum))])}
                    }
                }
            }
        }
        dl { class: "appraisal-asked", "data-asked": "true",
            div {
                dt { {t("rule.rule")} }
                dd { {rule_in_words(&leaf)} }
            }
            div {
                dt { {t("rule.allowed")} }
                dd { {steps_in_words(&leaf)} }
            }
            if !asked_for.is_empty() {
                div {
                    dt { {t("appraisal.evidence-asked")} }
                    dd { "{asked_for}" }
                }
            }
        }
        if !flags.is_empty() {
            Notice { tone: Tone::Warning, title: t("appraisal.flags"),
                ul { class: "reason-list",
                    for (nth , flag) in flags.iter().enumerate() {
                        li { key: "{nth}", "data-flag": "{flag.code}", {problem_text(&name::of_units(&plan, LANGUAGE(), flag))} }
                    }
                }
            }
        }
        Entries { leaf: leaf.clone(), record: record.clone(), names: told.record.names.clone() }
        EvidenceFiles { campaign: campaign.clone(), record: record.clone(), told: told.clone(), asked }
        Talk { record: record.clone(), names: told.record.names.clone() }
        if told.record.submissions.iter().any(|row| row.step == Step::Approved) {
            PaperLinks { of: Paper::Report { campaign: campaign.clone(), unit: row.unit.clone() } }
            if let Some(scan) = told.files.files.iter().find(|file| Some(file.digest) == told.record.scan) {
                a { class: "button button-quiet", href: file_address(&campaign, scan), target: "_blank", "data-scan": "true", {t("appraisal.scan")} }
            }
        }
        Judge {
            campaign,
            leaf,
            record,
            names: told.record.names.clone(),
            calendar: told.calendar.clone(),
            ready: is_ready(&row),
            next,
            asked,
            onchange,
        }
    }
}
