//! The index as a table: ranked units, then the incomplete ones with what they lack.

use dioxus::prelude::*;
use shared::wire::UnitResult;

use super::standing::Standing;
use super::view::{Figure, IndexPlace};
use crate::office::frame::{SortHead, TableFrame, aria, use_desk};
use crate::office::name;
use crate::office::sort::{Column, Sort};
use crate::ui::{Glyph, Icon, LANGUAGE, Route, number, t, tp};

fn figure_key(figure: Figure) -> &'static str {
    match figure {
        Figure::Rank => "office.index.rank",
        Figure::Unit => "office.unit",
        Figure::Appraised => "office.index.appraised",
        Figure::Survey => "office.index.survey",
        Figure::Total => "office.index.total",
    }
}

/// The table of one unit type.
#[component]
pub fn StandingTable(campaign: String, view: IndexPlace, unit_type: String, standing: Standing) -> Element {
    let desk = use_desk();
    let all = desk.campaign.read();
    let caption = format!("{} – {}", t("office.index"), name::unit_type(&all, LANGUAGE(), &unit_type));
    let place = IndexPlace { unit_type: Some(unit_type.clone()), ..view };
    rsx! {
        TableFrame { label: caption.clone(), tall: true,
            table { class: "office-table index-table", "data-table": "index",
                caption { class: "visually-hidden", "{caption}" }
                thead {
                    tr {
                        for figure in Figure::ALL.iter().copied() {
                            SortHead {
                                key: "{figure_key(figure)}",
                                label: t(figure_key(figure)),
                                aria: aria(place.sort, figure),
                                numeric: figure != Figure::Unit,
                                to: Route::Index {
                                    campaign: campaign.clone(),
                                    view: IndexPlace {
                                        sort: Sort::pressed(place.sort, figure),
                                        ..place.clone()
                                    },
                                },
                            }
                        }
                        th { scope: "col", {t("office.index.class")} }
                    }
                }
                tbody {
                    for unit in standing.ranked {
                        Line { key: "{unit.unit}", campaign: campaign.clone(), place: place.clone(), unit }
                    }
                }
                if !standing.incomplete.is_empty() {
                    tbody { class: "incomplete",
                        tr {
                            th { scope: "rowgroup", colspan: "6", class: "group-head",
                                {tp("office.index.incomplete", &[("n", &standing.incomplete.len().to_string())])}
                            }
                        }
                        for unit in standing.incomplete {
                            Line { key: "{unit.unit}", campaign: campaign.clone(), place: place.clone(), unit }
                        }
                    }
                }
            }
        }
    }
}

/// The id of the link that opens a total.
pub fn total_id(unit: &str) -> String {
    format!("total-{unit}")
}

#[component]
fn Line(campaign: String, place: IndexPlace, unit: UnitResult) -> Element {
    let desk = use_desk();
    let all = desk.campaign.read();
    let language = LANGUAGE();
    let unit_type = place.unit_type.clone().unwrap_or_default();
    let open = Route::Index { campaign, view: IndexPlace { unit: Some(unit.unit.clone()), ..place } };
    let class = unit.class.as_ref().map(|class| name::class(&all, language, &unit_type, class));
    let unit_name = name::unit(&all, language, &unit.unit);
    rsx! {
        tr { "data-unit": "{unit.unit}",
            td { class: "num rank", "data-col": "rank",
                {unit.rank.map_or_else(|| "–".to_owned(), number)}
            }
            th { scope: "row",
                "{unit_name}"
                if unit.total.is_none() {
                    Lacks { unit_type: unit_type.clone(), missing: unit.missing.clone() }
                }
            }
            td { class: "num", "data-col": "appraised", "{number(&unit.appraised)}" }
            td { class: "num", "data-col": "survey", "{number(&unit.survey)}" }
            td { class: "num total", "data-col": "total",
                Link { id: total_id(&unit.unit), to: open, title: tp("office.index.open", &[("unit", &unit_name)]),
                    {unit.total.as_ref().map_or_else(|| t("office.index.details"), number)}
                }
            }
            td { "data-col": "class",
                match class {
                    Some(class) => rsx! {
                        span { class: "class", "{class}" }
                    },
                    None if unit.total.is_none() => rsx! {
                        span { class: "state state-pending",
                            Icon { glyph: Glyph::Warning }
                            span { {t("office.index.lacks-data")} }
                        }
                    },
                    None => rsx! {
                        span { class: "none", {t("office.index.no-class")} }
                    },
                }
            }
        }
    }
}

/// How many leaf names stand in the table itself.
const NAMED: usize = 3;

/// The leaves without data, by code and name.
#[component]
fn Lacks(unit_type: String, missing: Vec<String>) -> Element {
    let desk = use_desk();
    let all = desk.campaign.read();
    if missing.is_empty() {
        return rsx! {
            span { class: "below", {t("office.index.all-excused")} }
        };
    }
    let named: Vec<_> = missing
        .iter()
        .take(NAMED)
        .map(|code| format!("{code} {}", name::criterion_name(&all, LANGUAGE(), &unit_type, code)))
        .collect();
    let others = missing.len().saturating_sub(NAMED);
    rsx! {
        span { class: "below",
            {tp("office.index.lacks", &[("n", &missing.len().to_string()), ("leaves", &named.join("; "))])}
            if others > 0 {
                {tp("office.index.and-others", &[("n", &others.to_string())])}
            }
        }
    }
}
