//! The lines of a list of work.

use dioxus::prelude::*;
use shared::wire::WorkRow;

use super::line::is_ready;
use super::list::opened;
use super::screen::to;
use crate::address::Work;
use crate::office::frame::{ByPointer, TableFrame, stage_key, use_followed};
use crate::office::name;
use crate::ui::{Glyph, Icon, LANGUAGE, number, t, tp};

/// The id of a line's link, to which the keyboard goes back.
pub fn row_id(unit: &str, leaf: &str) -> String {
    format!("work-{unit}-{leaf}")
}

/// The table.
#[component]
pub fn WorkTable(campaign: String, work: Work, rows: ByPointer<Vec<WorkRow>>) -> Element {
    let followed = use_followed();
    let plan = followed.campaign.read();
    let shown = |row: &WorkRow| {
        if work.by_unit {
            let unit_type = plan.unit(&row.unit).map(|unit| unit.unit_type.clone()).unwrap_or_default();
            format!("{} {}", row.leaf, name::criterion_name(&plan, LANGUAGE(), &unit_type, &row.leaf))
        } else {
            name::unit(&plan, LANGUAGE(), &row.unit)
        }
    };
    let open = if work.by_unit { &work.leaf } else { &work.unit };
    let is_open = |row: &WorkRow| open.as_ref() == Some(if work.by_unit { &row.leaf } else { &row.unit });
    let points = |points: &Option<_>| points.as_ref().map_or_else(|| "–".to_owned(), number);
    rsx! {
        TableFrame { label: t("appraisal.list"), tall: true,
            table { class: "office-table appraisal-work", "data-table": "work",
                caption { class: "visually-hidden", {t("appraisal.list")} }
                thead {
                    tr {
                        th { scope: "col", {t(if work.by_unit { "appraisal.leaf" } else { "office.unit" })} }
                        th { scope: "col", class: "num", {t("appraisal.claimed")} }
                        th { scope: "col", class: "num", {t("appraisal.given")} }
                        th { scope: "col", {t("appraisal.state")} }
                    }
                }
                tbody {
                    for row in rows.iter() {
                        tr {
                            key: "{row.unit} {row.leaf}",
                            "data-unit": "{row.unit}",
                            "data-leaf": "{row.leaf}",
                            "data-by": row.by.clone(),
                            class: if is_open(row) { "appraisal-here" },
                            th { scope: "row",
                                Link {
                                    id: row_id(&row.unit, &row.leaf),
                                    to: to(&campaign, &opened(&work, Some(row))),
                                    "aria-current": if is_open(row) { "true" },
                                    {shown(row)}
                                }
                            }
                            td { class: "num", {points(&row.claimed)} }
                            td { class: "num",
                                if row.excused {
                                    {t("office.excused")}
                                } else {
                                    {points(&row.given)}
                                }
                            }
                            td { State { row: row.clone() } }
                        }
                    }
                }
            }
        }
    }
}

/// How a line stands: its flags, who decided, what waits.
#[component]
fn State(row: WorkRow) -> Element {
    rsx! {
        if !row.flags.is_empty() {
            span { class: "state state-pending", "data-flags": "{row.flags.len()}",
                Icon { glyph: Glyph::Flag }
                span { {tp("appraisal.flags-n", &[("n", &row.flags.len().to_string())])} }
            }
        }
        if row.beside {
            span { class: "below lacking", {t("appraisal.beside")} }
        }
        if row.unanswered > 0 {
            span { class: "below", {t("appraisal.asked")} }
        }
        match row.by_name.as_ref().or(row.by.as_ref()) {
            Some(by) => rsx! {
                span { class: "below", {tp("appraisal.by", &[("by", by)])} }
            },
            None if !is_ready(&row) => rsx! {
                span { class: "below", {t(stage_key(row.stage))} }
            },
            None => rsx! {},
        }
    }
}
