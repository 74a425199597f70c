//! A total taken apart: the sums, the adjustments, the exact fraction, and each leaf with its maximum.

use std::collections::BTreeMap;

use dioxus::prelude::*;
use shared::assessment::adjusted;
use shared::campaign::{Adjustment, AdjustmentKind, Level, Method};
use shared::wire::{AdjustmentRow, UnitResult};

use super::breakdown::{LeafState, Row, breakdown, part, scale};
use super::table::total_id;
use crate::address::{Address, IndexAddress, SurveyAddress};
use crate::net;
use crate::office::frame::{Panel, TableFrame, use_followed, use_live};
use crate::office::name;
use crate::ui::{LANGUAGE, number, signed, t, tp};

/// The open unit.
#[component]
pub fn Opened(
    campaign: String,
    view: IndexAddress,
    unit_type: String,
    unit: UnitResult,
    sums: BTreeMap<String, String>,
) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let language = LANGUAGE();
    let rows = breakdown(&campaign, &unit_type, &unit, &sums);
    let of = format!("{id} {}", unit.unit);
    let given = use_live(
        move || of.clone(),
        |of| async move {
            let (campaign, unit) = of.split_once(' ').unwrap_or_default();
            net::unit(campaign, unit).await
        },
    );
    let given =
        given.shown().value.map(|record| adjusted(&record.adjustments).map(AdjustmentRow::counted).collect());
    let packaged = campaign.adjustments.iter().filter(|row| row.unit == unit.unit).cloned();
    let adjustments: Vec<Adjustment> = packaged.chain(given.unwrap_or_else(Vec::new)).collect();
    let close = Address::Index {
        campaign: id.clone(),
        view: IndexAddress { unit: None, unit_type: Some(unit_type.clone()), ..view },
    };
    let none = || t("office.no-data");
    let scale = scale(&campaign, &unit_type, &unit).filter(|_| unit.total.is_some());
    let part = |method| part(&campaign, &unit_type, &unit, method).map_or_else(none, number);
    rsx! {
        Panel { title: name::unit(&campaign, language, &unit.unit), close, opener: total_id(&unit.unit),
            dl { class: "sum",
                div {
                    dt { {t("office.index.total")} }
                    dd { class: "sum-main", {unit.total.as_ref().map_or_else(|| t("office.index.no-total"), number)} }
                }
                div {
                    dt { {t("office.index.appraised")} }
                    dd { {part(Method::SelfScored)} }
                }
                div {
                    dt { {t("office.index.survey")} }
                    dd { {part(Method::Survey)} }
                }
                for (i , row) in adjustments.iter().enumerate() {
                    div { key: "{i}",
                        dt {
                            {t(if row.kind == AdjustmentKind::Bonus { "office.index.bonus" } else { "office.index.penalty" })}
                        }
                        dd {
                            {signed(row.kind, &row.points)}
                            span { class: "below", "{row.reason}" }
                        }
                    }
                }
            }
            if let Some((maximum, left)) = &scale {
                p { class: "field-hint", "data-scaled": "{left}/{maximum}",
                    {tp("office.index.scaled", &[("max", &number(maximum)), ("left", &number(left))])}
                }
            }
            if let Some(exact) = &unit.total_exact {
                p { class: "exact",
                    span { {t("office.index.exact")} }
                    " "
                    code { "{exact}" }
                }
            }
            if !unit.missing.is_empty() {
                p { class: "field-hint",
                    {tp("office.index.missing-n", &[("n", &unit.missing.len().to_string())])}
                }
            }
            TableFrame { label: t("office.index.leaves"),
                table { class: "office-table leaf-table",
                    caption { class: "visually-hidden", {t("office.index.leaves")} }
                    thead {
                        tr {
                            th { scope: "col", {t("office.leaf")} }
                            th { scope: "col", {t("office.method")} }
                            th { scope: "col", class: "num", {t("office.points")} }
                            th { scope: "col", class: "num", {t("office.maximum")} }
                        }
                    }
                    tbody {
                        for row in rows {
                            Line {
                                campaign: id.clone(),
                                unit_type: unit_type.clone(),
                                unit: unit.unit.clone(),
                                row,
                            }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn Line(campaign: String, unit_type: String, unit: String, row: Row) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let words = |code: &str| name::criterion_name(&campaign, LANGUAGE(), &unit_type, code);
    match row {
        Row::Heading { code, level, maximum, points, missing } => rsx! {
            tr { class: if level == Level::Domain { "leaf-domain" } else { "leaf-criterion" }, "data-heading": "{code}",
                th { scope: "row", colspan: "2", class: depth(level), "{code} {words(&code)}" }
                td { class: "num",
                    match &points {
                        Some(points) => number(points),
                        None if missing > 0 => t("office.no-data"),
                        None => t("office.excused"),
                    }
                    if points.is_some() && missing > 0 {
                        span { class: "below lacking",
                            {tp("office.index.lacks-within", &[("n", &missing.to_string())])}
                        }
                    }
                }
                td { class: "num", "{number(&maximum)}" }
            }
        },
        Row::Leaf { code, level, method, maximum, state } => {
            let cell = SurveyAddress { unit_type: Some(unit_type.clone()), cell: Some((unit, code.clone())) };
            rsx! {
                tr { "data-leaf": "{code}",
                    th { scope: "row", class: depth(level),
                        if method == Method::Survey {
                            Link { to: Address::Survey { campaign: id, view: cell }, "{code} {words(&code)}" }
                        } else {
                            "{code} {words(&code)}"
                        }
                    }
                    td { {t(if method == Method::Survey { "office.method.survey" } else { "office.method.self" })} }
                    td { class: "num",
                        match state {
                            LeafState::Points(points) => rsx! { {number(points)} },
                            LeafState::Missing => rsx! {
                                span { class: "lacking", {t("office.no-data")} }
                            },
                            LeafState::Excused => rsx! {
                                span { class: "none", {t("office.excused")} }
                            },
                        }
                    }
                    td { class: "num", "{number(&maximum)}" }
                }
            }
        }
    }
}

/// How far a row stands in: by its level, whether it has points of its own or not.
fn depth(level: Level) -> &'static str {
    match level {
        Level::Domain => "depth-0",
        Level::Criterion => "depth-1",
        Level::Sub => "depth-2",
    }
}
