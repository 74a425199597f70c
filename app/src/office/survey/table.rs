//! The table of survey points: a row for each unit, a column for each leaf, in each cell points and answers.

use dioxus::prelude::*;
use shared::wire::{SurveyCell, SurveyRow, SurveyView};

use crate::address::{Address, SurveyAddress};
use crate::office::frame::ByPointer;
use crate::office::frame::{TableFrame, use_followed};
use crate::office::name;
use crate::ui::{LANGUAGE, number, t, tp};

/// So many criteria stand side by side at a desk of 1,440 pixels; with more the table scrolls, and says so.
const MOST_SIDE_BY_SIDE: usize = 20;

/// The table of one unit type.
#[component]
pub fn PointsTable(
    campaign: String,
    found: ByPointer<SurveyView>,
    at: usize,
    view: SurveyAddress,
) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let table = &found.tables[at];
    let language = LANGUAGE();
    let caption =
        format!("{} – {}", t("office.survey"), name::unit_type(&campaign, language, &table.unit_type));
    let criterion =
        |code: &str| format!("{code} {}", name::criterion_name(&campaign, language, &table.unit_type, code));
    let maximum = |code: &str| {
        let leaf = name::criterion(&campaign, &table.unit_type, code).and_then(|node| node.leaf.as_ref());
        leaf.map(|leaf| number(&leaf.max_points)).unwrap_or_default()
    };
    let many = table.leaves.len() > MOST_SIDE_BY_SIDE;
    rsx! {
        div { class: "points", class: if many { "points-many" },
            p { class: "points-wide", {tp("office.survey-wide", &[("n", &table.leaves.len().to_string())])} }
            TableFrame { label: caption.clone(),
                table { class: "office-table points-table", "data-table": "survey",
                    caption { class: "visually-hidden", "{caption}" }
                    thead {
                        tr {
                            th { scope: "col", {t("office.unit")} }
                            for code in &table.leaves {
                                th {
                                    key: "{code}",
                                    scope: "col",
                                    class: "criterion",
                                    title: criterion(code),
                                    span { class: "criterion-name", {criterion(code)} }
                                    span { class: "below", {tp("office.at-most-short", &[("points", &maximum(code))])} }
                                }
                            }
                        }
                    }
                    tbody {
                        for row in &table.units {
                            tr { key: "{row.unit}", "data-unit": "{row.unit}",
                                th { scope: "row", {name::unit(&campaign, language, &row.unit)} }
                                for (code , cell) in table.leaves.iter().zip(&row.cells) {
                                    td { key: "{code}", class: "num", "data-leaf": "{code}",
                                        class: if is_open(&view, row, code) { "cell-open" },
                                        Cell {
                                            id: cell_id(&row.unit, code),
                                            cell: cell.clone(),
                                            label: format!("{} – {}", name::unit(&campaign, language, &row.unit), criterion(code)),
                                            to: Address::Survey {
                                                campaign: id.clone(),
                                                view: SurveyAddress {
                                                    unit_type: Some(table.unit_type.clone()),
                                                    cell: Some((row.unit.clone(), code.clone())),
                                                },
                                            },
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
        }
        }
    }
}

/// The id of the link that opens a cell.
pub fn cell_id(unit: &str, leaf: &str) -> String {
    format!("cell-{unit}-{leaf}")
}

fn is_open(view: &SurveyAddress, row: &SurveyRow, leaf: &str) -> bool {
    view.cell.as_ref().is_some_and(|(unit, open)| *unit == row.unit && open == leaf)
}

#[component]
fn Cell(id: String, cell: SurveyCell, label: String, to: Address) -> Element {
    let answers = tp("office.answers-n", &[("n", &number(cell.answers))]);
    let points = cell.points.as_ref().map_or_else(|| t("office.no-data"), number);
    rsx! {
        Link { id, class: "cell", to, title: "{label}",
            span { class: if cell.points.is_none() { "none" }, "{points}" }
            span { class: "below", "data-answers": "{cell.answers}", "{answers}" }
        }
    }
}
