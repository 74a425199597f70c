//! A survey point taken apart: question by question, how often each option was chosen and what that is worth.

use dioxus::prelude::*;
use shared::campaign::{Campaign, Combine, DontKnow};
use shared::wire::{QuestionShare, SurveyCell, SurveyView};

use super::cause::{OptionCount, cause};
use super::table::cell_id;
use crate::address::{Address, SurveyAddress};
use crate::office::frame::ByPointer;
use crate::office::frame::{Bar, Panel, use_followed};
use crate::office::name;
use crate::ui::{LANGUAGE, number, t, tp};

/// The open cell.
#[component]
pub fn Opened(
    campaign: String,
    found: ByPointer<SurveyView>,
    unit_type: String,
    unit: String,
    leaf: String,
) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let language = LANGUAGE();
    let Some(cell) = find(&found, &unit_type, &unit, &leaf) else { return rsx! {} };
    let maximum = name::criterion(&campaign, &unit_type, &leaf)
        .and_then(|node| node.leaf.as_ref())
        .map(|leaf| number(&leaf.max_points))
        .unwrap_or_default();
    let close = Address::Survey {
        campaign: id,
        view: SurveyAddress { unit_type: Some(unit_type.clone()), cell: None },
    };
    rsx! {
        Panel {
            title: format!("{leaf} {}", name::criterion_name(&campaign, language, &unit_type, &leaf)),
            close,
            opener: cell_id(&unit, &leaf),
            p { class: "lead", {name::unit(&campaign, language, &unit)} }
            dl { class: "sum",
                div {
                    dt { {t("office.points")} }
                    dd { class: "sum-main",
                        {cell.points.as_ref().map_or_else(|| t("office.no-data"), number)}
                        span { class: "below", {tp("office.of-at-most", &[("points", &maximum)])} }
                    }
                }
                div {
                    dt { {t("office.rate")} }
                    dd { {percent(cell.rate.as_deref())} }
                }
                div {
                    dt { {t("office.answers")} }
                    dd { "{number(cell.answers)}" }
                }
            }
            p { class: "field-hint", {rule(&campaign)} }
            div { class: "causes",
                for share in cell.questions {
                    Question { key: "{share.form} {share.question}", share: share.clone() }
                }
            }
        }
    }
}

fn find(found: &SurveyView, unit_type: &str, unit: &str, leaf: &str) -> Option<SurveyCell> {
    let table = found.tables.iter().find(|table| table.unit_type == unit_type)?;
    let column = table.leaves.iter().position(|code| code == leaf)?;
    table.units.iter().find(|row| row.unit == unit)?.cells.get(column).cloned()
}

/// How the questions come together, in words.
fn rule(campaign: &Campaign) -> String {
    let combine = match campaign.settings.combine {
        Combine::Groups => "office.combine.groups",
        Combine::Questions => "office.combine.questions",
        Combine::Pooled => "office.combine.pooled",
    };
    let dont_know = match campaign.settings.dont_know {
        DontKnow::Exclude => "office.dont_know.exclude",
        DontKnow::Zero => "office.dont_know.zero",
    };
    format!("{} {}", t(combine), t(dont_know))
}

fn percent(rate: Option<&str>) -> String {
    rate.map_or_else(|| t("office.no-data"), |rate| format!("{} %", number(rate)))
}

#[component]
fn Question(share: QuestionShare) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let language = LANGUAGE();
    let words = cause(&campaign, language, &share);
    let most = words.options.iter().map(|option| option.answers).max().unwrap_or(0).max(1);
    let caption = format!("{} · {}", share.question, words.question);
    rsx! {
        section { class: "cause",
            h3 { "{words.question}" }
            p { class: "below",
                "{share.question} · {share.form} · {name::group_name(&campaign, language, &share.group)}"
            }
            table { class: "office-table cause-table",
                caption { class: "visually-hidden", "{caption}" }
                thead {
                    tr {
                        th { scope: "col", {t("office.option")} }
                        th { scope: "col", class: "num", {t("office.worth")} }
                        th { scope: "col", class: "num", {t("office.chosen")} }
                        th { scope: "col", class: "drawn",
                            span { class: "visually-hidden", {t("office.share-drawn")} }
                        }
                    }
                }
                tbody {
                    for option in words.options {
                        OptionLine { key: "{option.label}", option, most }
                    }
                }
                tfoot {
                    tr {
                        th { scope: "row", {t("office.rate")} }
                        td { class: "num", {percent(share.rate.as_deref())} }
                        td { class: "num", "{number(share.answers)}" }
                        td { class: "drawn",
                            if share.rate.is_none() {
                                {t("office.left-out")}
                            }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn OptionLine(option: OptionCount, most: u64) -> Element {
    rsx! {
        tr {
            th { scope: "row", "{option.label}" }
            td { class: "num",
                {option.percent.as_ref().map_or_else(|| t("office.no-opinion"), |percent| format!("{} %", number(percent)))}
            }
            td { class: "num", "{number(option.answers)}" }
            td { class: "drawn",
                Bar { percent: option.answers * 100 / most, blank: option.percent.is_none() }
            }
        }
    }
}
