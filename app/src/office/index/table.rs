//! The index as a table: ranked units, then the incomplete ones with what they lack.

use dioxus::prelude::*;
use shared::campaign::{Campaign, Method};
use shared::wire::UnitResult;

use super::breakdown::{is_more_than_parts, part};
use super::lacking::{common, own};
use super::ranking::Ranking;
use crate::address::{Address, Column, Figure, IndexAddress, Sort};
use crate::office::frame::{SortHead, TableFrame, aria, use_followed};
use crate::office::name;
use crate::ui::{Glyph, Icon, LANGUAGE, number, t, tp};

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
pub fn RankingTable(campaign: String, view: IndexAddress, unit_type: String, ranking: Ranking) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let caption = format!("{} – {}", t("office.index"), name::unit_type(&campaign, LANGUAGE(), &unit_type));
    let place = IndexAddress { unit_type: Some(unit_type.clone()), ..view };
    let common = common(&ranking.incomplete);
    let lacking: Vec<_> =
        ranking.incomplete.iter().filter(|unit| !unit.missing.is_empty()).cloned().collect();
    let is_marked = |unit: &UnitResult| is_more_than_parts(unit, campaign.settings.decimals);
    let marked = ranking.ranked.iter().any(is_marked);
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
                                to: Address::Index {
                                    campaign: id.clone(),
                                    view: IndexAddress {
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
                    for unit in ranking.ranked {
                        Line { key: "{unit.unit}", campaign: id.clone(), place: place.clone(), own: vec![], unit }
                    }
                }
                if !ranking.incomplete.is_empty() {
                    tbody { class: "incomplete",
                        tr {
                            th { scope: "rowgroup", colspan: "6", class: "group-head",
                                {tp("office.index.incomplete", &[("n", &ranking.incomplete.len().to_string())])}
                            }
                        }
                        for unit in ranking.incomplete {
                            Line {
                                key: "{unit.unit}",
                                campaign: id.clone(),
                                place: place.clone(),
                                own: own(&unit, &common),
                                unit,
                            }
                        }
                    }
                }
            }
        }
        if marked {
            p { class: "field-hint", "data-note": "marked", {t("office.index.marked")} }
        }
        if !common.is_empty() {
            Common { unit_type, common, lacking }
        }
    }
}

/// What all incomplete units lack, once and folded.
#[component]
fn Common(unit_type: String, common: Vec<String>, lacking: Vec<UnitResult>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let n = common.len().to_string();
    let title = match &lacking[..] {
        [one] => tp(
            "office.index.missing-of",
            &[("n", &n), ("unit", &name::unit(&campaign, LANGUAGE(), &one.unit))],
        ),
        several => tp("office.index.missing-common", &[("n", &n), ("units", &several.len().to_string())]),
    };
    rsx! {
        details { class: "legend", "data-lacking": "{n}",
            summary { "{title}" }
            ul { class: "lacking-list",
                for code in common {
                    li { key: "{code}", "{leaf_name(&campaign, &unit_type, &code)}" }
                }
            }
        }
    }
}

fn leaf_name(campaign: &Campaign, unit_type: &str, code: &str) -> String {
    format!("{code} {}", name::criterion_name(campaign, LANGUAGE(), unit_type, code))
}

/// The id of the link that opens a total.
pub fn total_id(unit: &str) -> String {
    format!("total-{unit}")
}

#[component]
fn Line(campaign: String, place: IndexAddress, own: Vec<String>, unit: UnitResult) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let language = LANGUAGE();
    let unit_type = place.unit_type.clone().unwrap_or_default();
    let open = Address::Index { campaign: id, view: IndexAddress { unit: Some(unit.unit.clone()), ..place } };
    let class = unit.class.as_ref().map(|class| name::class(&campaign, language, &unit_type, class));
    let unit_name = name::unit(&campaign, language, &unit.unit);
    let points =
        |method| part(&campaign, &unit_type, &unit, method).map_or_else(|| t("office.no-data"), number);
    let is_marked = is_more_than_parts(&unit, campaign.settings.decimals);
    let title = tp("office.index.open", &[("unit", &unit_name)]);
    // Nineteen links of one name are none: where the link has no number, its name is the unit's.
    let label = unit.total.is_none().then(|| format!("{}: {unit_name}", t("office.index.details")));
    rsx! {
        tr { "data-unit": "{unit.unit}",
            td { class: "num rank", "data-col": "rank",
                {unit.rank.map_or_else(|| "–".to_owned(), number)}
            }
            th { scope: "row",
                "{unit_name}"
                if unit.total.is_none() {
                    Lacks { unit_type: unit_type.clone(), n: unit.missing.len(), own }
                }
                // A phone has no column for the class.
                if unit.total.is_some() {
                    span { class: "below on-phone", {class.clone().unwrap_or_else(|| t("office.index.no-class"))} }
                }
            }
            td { class: "num", "data-col": "appraised", {points(Method::SelfScored)} }
            td { class: "num", "data-col": "survey", {points(Method::Survey)} }
            td { class: "num total", "data-col": "total",
                Link { id: total_id(&unit.unit), to: open, "aria-label": label, title: title,
                    {unit.total.as_ref().map_or_else(|| t("office.index.details"), number)}
                }
                if is_marked {
                    " (*)"
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

/// How many leaves have no data, and the names of those that only this unit lacks.
#[component]
fn Lacks(unit_type: String, n: usize, own: Vec<String>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let n = n.to_string();
    if n == "0" {
        return rsx! {
            span { class: "below", {t("office.index.all-excused")} }
        };
    }
    if own.is_empty() {
        return rsx! {
            span { class: "below", {tp("office.index.lacks-n", &[("n", &n)])} }
        };
    }
    let named: Vec<_> = own.iter().take(NAMED).map(|code| leaf_name(&campaign, &unit_type, code)).collect();
    let others = own.len().saturating_sub(NAMED);
    rsx! {
        span { class: "below",
            {tp("office.index.lacks-own", &[("n", &n), ("leaves", &named.join("; "))])}
            if others > 0 {
                {tp("office.index.and-others", &[("n", &others.to_string())])}
            }
        }
    }
}
