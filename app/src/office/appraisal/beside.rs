//! Two appraisers on one leaf: what came in while one typed, and what stands beside each other. A person chooses.

use std::collections::BTreeMap;

use dioxus::prelude::*;
use shared::typed::written;
use shared::wire::{Appraisal, Edition};

use crate::ui::{Button, Notice, Tone, t, tp};

/// What to say of it, with the ways out.
#[component]
pub fn Beside(
    choices: Vec<Edition<Appraisal>>,
    names: BTreeMap<String, String>,
    meanwhile: bool,
    onlook: EventHandler<()>,
    onchoose: EventHandler<(Option<String>, String)>,
) -> Element {
    let called = |by: &String| names.get(by).unwrap_or(by).clone();
    rsx! {
        if meanwhile {
            div { "data-meanwhile": "true",
                Notice { tone: Tone::Warning,
                    p { {t("appraisal.meanwhile")} }
                    Button { "data-do": "look-again", onclick: move |_| onlook.call(()), {t("appraisal.look-again")} }
                }
            }
        }
        if !choices.is_empty() {
            div { "data-beside": "{choices.len()}",
                Notice { tone: Tone::Warning,
                    p { {t("appraisal.two")} }
                    div { class: "card-actions",
                        for Edition { position , by , said , .. } in choices.iter().cloned() {
                            Button {
                                key: "{position}",
                                "data-choose": "{position}",
                                onclick: {
                                    let (typed, why) = (said.points.as_ref().map(written), said.reason.clone());
                                    move |_| onchoose.call((typed.clone(), why.clone()))
                                },
                                match &said.points {
                                    Some(points) => tp("appraisal.choose", &[("n", &written(points)), ("by", &called(&by))]),
                                    None => tp("appraisal.choose-excused", &[("by", &called(&by))]),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
