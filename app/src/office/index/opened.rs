//! A total taken apart: the sums, the adjustments, the exact fraction, and each leaf with its maximum.

use dioxus::prelude::*;
use shared::campaign::{AdjustmentKind, Level, Method};
use shared::wire::UnitResult;

use super::breakdown::{LeafState, Row, breakdown};
use super::table::total_id;
use super::view::IndexPlace;
use crate::office::frame::{Panel, TableFrame, use_desk};
use crate::office::name;
use crate::office::survey::SurveyPlace;
use crate::ui::{LANGUAGE, Route, number, t, tp};

/// The open unit.
#[component]
pub fn Opened(campaign: String, view: IndexPlace, unit_type: String, unit: UnitResult) -> Element {
    let desk = use_desk();
    let all = desk.campaign.read();
    let language = LANGUAGE();
    let rows = breakdown(&all, &unit_type, &unit);
    let adjustments: Vec<_> = all.adjustments.iter().filter(|row| row.unit == unit.unit).cloned().collect();
    let close = Route::Index {
        campaign: campaign.clone(),
        view: IndexPlace { unit: None, unit_type: Some(unit_type.clone()), ..view },
    };
    let none = || t("office.index.no-total");
    rsx! {
        Panel { title: name::unit(&all, language, &unit.unit), close, opener: total_id(&unit.unit),
            dl { class: "sum",
                div {
                    dt { {t("office.index.total")} }
                    dd { class: "sum-main", {unit.total.as_ref().map_or_else(none, number)} }
                }
                div {
                    dt { {t("office.index.appraised")} }
                    dd { "{number(&unit.appraised)}" }
                }
                div {
                    dt { {t("office.index.survey")} }
                    dd { "{number(&unit.survey)}" }
                }
                for (i , row) in adjustments.iter().enumerate() {
                    div { key: "{i}",
                        dt {
                            {t(if row.kind == AdjustmentKind::Bonus { "office.index.bonus" } else { "office.index.penalty" })}
                        }
                        dd {
                            if row.kind == AdjustmentKind::Bonus { "+" } else { "−" }
                            "{number(&row.points)}"
                            span { class: "below", "{row.reason}" }
                        }
                    }
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
                                campaign: campaign.clone(),
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
    let desk = use_desk();
    let all = desk.campaign.read();
    let words = |code: &str| name::criterion_name(&all, LANGUAGE(), &unit_type, code);
    match row {
        Row::Heading { code, level, maximum } => rsx! {
            tr { class: if level == Level::Domain { "leaf-domain" } else { "leaf-criterion" },
                th { scope: "row", colspan: "3", "{code} {words(&code)}" }
                td { class: "num", "{number(&maximum)}" }
            }
        },
        Row::Leaf { code, method, maximum, state } => {
            let cell = SurveyPlace { unit_type: Some(unit_type.clone()), cell: Some((unit, code.clone())) };
            rsx! {
                tr { "data-leaf": "{code}",
                    th { scope: "row", class: "leaf", "{code} {words(&code)}" }
                    td {
                        if method == Method::Survey {
                            Link { to: Route::Survey { campaign, view: cell }, {t("office.method.survey")} }
                        } else {
                            {t("office.method.self")}
                        }
                    }
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
