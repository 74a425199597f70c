//! Bonus and penalty points of a unit: what stands, and what an appraiser gives or takes back.

use dioxus::prelude::*;
use shared::assessment::{adjusted, adjusting_faults};
use shared::campaign::AdjustmentKind;
use shared::problem::Problem;
use shared::typed::{number, written};
use shared::wire::{Adjusting, AdjustmentRow, Phase, Role};

use super::unit::UnitYear;
use crate::office::frame::{ByPointer, use_followed};
use crate::office::name;
use crate::ui::{
    Adjusted, Button, Field, LANGUAGE, Look, Notice, Tone, focus_on, kind_in_words, may, problem_text,
    signed, t, tp,
};
use crate::zone::local;
use crate::{net, platform};

/// The ids of the fields.
const POINTS: &str = "adjust-points";
const REASON: &str = "adjust-reason";
const EVIDENCE: &str = "adjust-evidence";

/// The points, and the fields while an appraiser may say something of them.
#[component]
pub fn Adjust(campaign: String, found: ByPointer<UnitYear>, onchange: EventHandler<()>) -> Element {
    let followed = use_followed();
    let mut taken = use_signal(|| None::<AdjustmentRow>);
    let zone = followed.campaign.read().settings.timezone.clone();
    let record = &found.record;
    let rows = adjusted(&record.adjustments).cloned().collect::<Vec<_>>();
    let appraised = found.open.contains(&Phase::Appraisal) || found.open.contains(&Phase::SecondAppraisal);
    let is_own = followed.summary.read().units.iter().any(|own| own.code == record.unit);
    let may_say = appraised && !is_own && may(&[Role::Appraiser], Some(&campaign));
    rsx! {
        details { class: "card", "data-do": "adjust",
            summary { {tp("adjusted.title-n", &[("n", &rows.len().to_string())])} }
            if rows.is_empty() {
                p { class: "field-hint", {t("adjusted.none")} }
            }
            ul { class: "adjusted-list",
                for row in rows {
                    Adjusted {
                        key: "{row.position}",
                        row: row.clone(),
                        by: record.name_of(&row.by),
                        at: local(row.at, &zone),
                        if may_say {
                            Button {
                                look: Look::Quiet,
                                "data-take-back": "{row.position}",
                                label: tp("adjusted.take-back-of", &[("what", &kind_in_words(row.said.kind)), ("points", &signed(row.said.kind, &row.said.points))]),
                                onclick: {
                                    let row = row.clone();
                                    move |_| {
                                        taken.set(Some(row.clone()));
                                        focus_on(REASON);
                                    }
                                },
                                {t("adjusted.take-back")}
                            }
                        }
                    }
                }
            }
            if may_say {
                Fields { campaign, unit: record.unit.clone(), taken, onchange }
            }
        }
    }
}

#[component]
fn Fields(
    campaign: String,
    unit: String,
    taken: Signal<Option<AdjustmentRow>>,
    onchange: EventHandler<()>,
) -> Element {
    let followed = use_followed();
    let mut kind = use_signal(|| AdjustmentKind::Bonus);
    let [mut points, mut reason, mut evidence] = [(); 3].map(|()| use_signal(String::new));
    let mut refused = use_signal(|| None::<Problem>);
    let mut busy = use_signal(|| false);
    let said = move || -> Result<Adjusting, Problem> {
        let reason = reason.peek().trim().to_owned();
        let it = match &*taken.peek() {
            Some(row) => Adjusting {
                reason,
                evidence: String::new(),
                takes_back: Some(row.position),
                ..row.said.clone()
            },
            None => {
                let evidence = evidence.peek().trim().to_owned();
                Adjusting {
                    kind: kind(),
                    points: number(&points.peek())?,
                    reason,
                    evidence,
                    takes_back: None,
                }
            }
        };
        adjusting_faults(&it).into_iter().next().map_or(Ok(it), Err)
    };
    let send = move |event: FormEvent| {
        event.prevent_default();
        let (campaign, unit) = (campaign.clone(), unit.clone());
        async move {
            if busy.replace(true) {
                return;
            }
            let outcome = match said() {
                Ok(it) => net::adjust(&campaign, &unit, platform::new_id(), &it).await.map(drop),
                Err(problem) => Err(problem),
            };
            busy.set(false);
            match outcome {
                Ok(()) => {
                    taken.set(None);
                    [points, reason, evidence].iter_mut().for_each(|field| field.set(String::new()));
                    refused.set(None);
                    onchange.call(());
                }
                Err(problem) => {
                    focus_on(match &*problem.code {
                        "assessments.text_blank" | "assessments.text_long" => REASON,
                        "assessments.adjusted_unproved" => EVIDENCE,
                        _ => POINTS,
                    });
                    refused.set(Some(problem));
                }
            }
        }
    };
    rsx! {
        form { class: "appraisal-judge", novalidate: true, onsubmit: send,
            match taken() {
                Some(row) => rsx! {
                    p {
                        {tp("adjusted.taking-back", &[("what", &kind_in_words(row.said.kind)), ("points", &written(&row.said.points))])}
                    }
                },
                None => rsx! {
                    div { class: "field",
                        label { r#for: "adjust-kind", {t("adjusted.kind")} }
                        select {
                            id: "adjust-kind",
                            class: "select",
                            onchange: move |event| {
                                let penalty = event.value() == "penalty";
                                kind.set(if penalty { AdjustmentKind::Penalty } else { AdjustmentKind::Bonus });
                            },
                            option { value: "bonus", selected: kind() == AdjustmentKind::Bonus, {t("adjusted.bonus")} }
                            option { value: "penalty", selected: kind() == AdjustmentKind::Penalty, {t("adjusted.penalty")} }
                        }
                    }
                    Field { id: POINTS, label: t("adjusted.points"), value: points(), oninput: move |text| points.set(text) }
                    Field {
                        id: EVIDENCE,
                        label: t("adjusted.stands-on"),
                        hint: t("adjusted.stands-on-hint"),
                        value: evidence(),
                        oninput: move |text| evidence.set(text),
                    }
                },
            }
            Field { id: REASON, label: t("appraisal.reason"), value: reason(), oninput: move |text| reason.set(text) }
            if let Some(problem) = refused() {
                div { "data-refused": "{problem.code}",
                    Notice { tone: Tone::Error,
                        p { {problem_text(&name::of_units(&followed.campaign.read(), LANGUAGE(), &problem))} }
                    }
                }
            }
            div { class: "card-actions",
                Button { look: Look::Primary, disabled: busy(), submit: true, "data-do": "adjust-now",
                    {t(if taken().is_some() { "adjusted.do-take-back" } else { "adjusted.do-give" })}
                }
                if taken().is_some() {
                    Button { onclick: move |_| taken.set(None), {t("office.cancel")} }
                }
            }
        }
    }
}
