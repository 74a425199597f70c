//! The index as a chart: a bar for each unit, its two parts told apart also in black and white, the total written beside it.

use dioxus::prelude::*;
use shared::campaign::Campaign;
use shared::points::Points;
use shared::wire::UnitResult;

use crate::office::frame::use_followed;
use crate::office::name;
use crate::ui::{LANGUAGE, number, t, tp};

/// What the whole width of the chart stands for: the sum of the unit type's maxima, or the highest total above it.
fn width(campaign: &Campaign, unit_type: &str, units: &[UnitResult]) -> f64 {
    let maximum: Points = campaign.leaves_of(unit_type).map(|(_, leaf)| leaf.max_points.clone()).sum();
    units.iter().map(|unit| drawn(unit.total.as_deref())).fold(maximum.to_drawing(), f64::max).max(1.0)
}

fn drawn(points: Option<&str>) -> f64 {
    points.and_then(|text| Points::parse(text).ok()).map_or(0.0, |points| points.to_drawing())
}

/// The chart of one unit type, in the order of the table.
#[component]
pub fn Chart(unit_type: String, units: Vec<UnitResult>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let language = LANGUAGE();
    let width = width(&campaign, &unit_type, &units);
    let percent = |points: f64| (points * 100.0 / width).clamp(0.0, 100.0);
    let bands: Vec<f64> = campaign
        .bands
        .iter()
        .filter(|band| band.unit_type == unit_type)
        .map(|band| percent(band.min.to_drawing()))
        .filter(|at| *at > 0.0)
        .collect();
    rsx! {
        figure { class: "chart",
            figcaption { class: "chart-title",
                {tp("office.index.chart", &[("what", &name::unit_type(&campaign, language, &unit_type))])}
            }
            p { class: "chart-legend",
                svg { class: "chart-key", "aria-hidden": "true",
                    rect { class: "bar-appraised", width: "100%", height: "100%" }
                }
                span { {t("office.index.appraised")} }
                svg { class: "chart-key", "aria-hidden": "true",
                    Hatching { id: "hatching-key" }
                    rect { class: "bar-survey", width: "100%", height: "100%", fill: "url(#hatching-key)" }
                }
                span { {t("office.index.survey")} }
                svg { class: "chart-key", "aria-hidden": "true",
                    line { class: "chart-band", x1: "50%", x2: "50%", y1: "0", y2: "100%" }
                }
                span { {t("office.index.bands")} }
            }
            ol { class: "chart-rows",
                for unit in units {
                    li { key: "{unit.unit}", class: "chart-row",
                        span { class: "chart-name", {name::unit(&campaign, language, &unit.unit)} }
                        svg { class: "chart-bar", "aria-hidden": "true",
                            Hatching { id: "hatching-{unit.unit}" }
                            rect { class: "bar-ground", width: "100%", height: "100%" }
                            rect {
                                class: "bar-appraised",
                                width: "{percent(drawn(Some(&unit.appraised))):.2}%",
                                height: "100%",
                            }
                            rect {
                                class: "bar-survey",
                                x: "{percent(drawn(Some(&unit.appraised))):.2}%",
                                width: "{percent(drawn(Some(&unit.survey))):.2}%",
                                height: "100%",
                                fill: "url(#hatching-{unit.unit})",
                            }
                            for (i , at) in bands.iter().enumerate() {
                                line {
                                    key: "{i}",
                                    class: "chart-band",
                                    x1: "{at:.2}%",
                                    x2: "{at:.2}%",
                                    y1: "0",
                                    y2: "100%",
                                }
                            }
                        }
                        span { class: "chart-total",
                            {unit.total.as_ref().map(number).unwrap_or_default()}
                        }
                        span { class: "chart-class",
                            {
                                unit
                                    .class
                                    .as_ref()
                                    .map(|class| name::class(&campaign, language, &unit_type, class))
                                    .unwrap_or_default()
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Lines across the survey part, so that print without colour tells it from the other.
#[component]
fn Hatching(id: String) -> Element {
    rsx! {
        defs {
            pattern { id: "{id}", width: "6", height: "6", pattern_units: "userSpaceOnUse", pattern_transform: "rotate(45)",
                rect { class: "hatch-ground", width: "6", height: "6" }
                rect { class: "hatch-line", width: "2", height: "6" }
            }
        }
    }
}
