//! What each domain comes to.

use dioxus::prelude::*;

use crate::address::DeskAddress;
use crate::desk::context::use_desk;
use crate::desk::leaves::SOUGHT;
use crate::desk::plan::{Domain, sum};
use crate::ui::{LANGUAGE, number, t, tp};

/// A row for each domain.
#[component]
pub fn Domains(plan: Vec<Domain>) -> Element {
    let desk = use_desk();
    let language = LANGUAGE().code();
    rsx! {
        section { class: "year-domains",
            h2 { {t("desk.by-domain")} }
            ul { class: "year-rows",
                for domain in &plan {
                    {
                        let sum = sum(domain.lines());
                        rsx! {
                            li { key: "{domain.node.code}", class: "year-row", "data-domain": "{domain.node.code}",
                                Link {
                                    class: "year-domain",
                                    to: desk.at(DeskAddress::Leaves),
                                    onclick: {
                                        let code = domain.node.code.clone();
                                        move |_| *SOUGHT.write() = Some(code.clone())
                                    },
                                    "{domain.node.code}. {domain.node.name.get(language)}"
                                }
                                if sum.leaves == 0 {
                                    span { class: "year-of", {t("desk.survey-only")} }
                                } else {
                                    span { class: "year-points",
                                        strong { "{number(&sum.points)}" }
                                        span { class: "year-of", {tp("desk.of-points", &[("max", &number(&sum.maximum))])} }
                                    }
                                    progress {
                                        max: "{sum.leaves}",
                                        value: "{sum.scored}",
                                        "aria-label": tp("desk.scored-of", &[("n", &sum.scored.to_string()), ("total", &sum.leaves.to_string())]),
                                    }
                                    span { class: "year-count", {tp("desk.scored-of", &[("n", &sum.scored.to_string()), ("total", &sum.leaves.to_string())])} }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
