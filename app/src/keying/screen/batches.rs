//! The batches of a campaign: what is handed out, back, keyed, and what is to be compared; a number that is typed opens one.

use dioxus::prelude::*;
use dioxus::web::WebEventExt as _;
use shared::wire::PaperBatch;

use super::super::foot;
use super::dom;
use super::work::WANTED;
use crate::address::Address;
use crate::net;
use crate::ui::{Awaited, Button, Glyph, LANGUAGE, Notice, is_composing, t, tp, use_title};

/// The list.
#[component]
pub fn Batches(campaign: String) -> Element {
    let of = campaign.clone();
    let mut found = use_resource(move || {
        let of = of.clone();
        async move {
            let mut batches = net::paper_batches(&of).await;
            batches.iter_mut().for_each(|all| all.retain(|batch| batch.cancelled.is_none()));
            batches
        }
    });
    use_title(t("keying.batches"));
    let office = format!("/r/{campaign}/paper?lang={}", LANGUAGE().code());
    rsx! {
        h1 { {t("keying.batches")} }
        p {
            a { href: office, {t("keying.office")} }
        }
        match &*found.read() {
            None => rsx! {
                Awaited {}
            },
            Some(Err(problem)) => rsx! {
                Awaited { problem: problem.clone() }
                Button { glyph: Glyph::Again, onclick: move |_| found.restart(), {t("common.retry")} }
            },
            Some(Ok(batches)) if batches.is_empty() => rsx! {
                Notice { title: t("keying.no-batches"),
                    p { "data-state": "no-batches", {t("keying.no-batches-text")} }
                }
            },
            Some(Ok(batches)) => rsx! {
                Wanted { campaign: campaign.clone(), known: batches.iter().map(|batch| batch.position).collect::<Vec<_>>() }
                List { campaign, batches: batches.clone() }
            },
        }
    }
}

/// Where the number of a batch, or with that of a paper behind it, is typed or read by a scanner.
#[component]
fn Wanted(campaign: String, known: Vec<i64>) -> Element {
    let navigator = use_navigator();
    let mut unknown = use_signal(|| None::<String>);
    rsx! {
        div { class: "field key-wanted",
            label { r#for: dom::FIELD, {t("keying.wanted")} }
            input {
                id: dom::FIELD,
                r#type: "text",
                inputmode: "numeric",
                autocomplete: "off",
                "aria-describedby": "key-wanted-hint key-wanted-error",
                "aria-invalid": if unknown.read().is_some() { "true" } else { "false" },
                onmounted: move |_| dom::focus(),
                onkeydown: move |event| {
                    let key = event.data().try_as_web_event().map(|key| key.key());
                    if is_composing(&event) || key.as_deref() != Some("Enter") {
                        return;
                    }
                    let text = dom::typed();
                    let numbers = foot::numbers(&text).unwrap_or_default();
                    let Some(batch) = numbers.first().map(|n| i64::from(*n)).filter(|batch| known.contains(batch)) else {
                        unknown.set(Some(text));
                        return;
                    };
                    *WANTED.write() = numbers.get(1).map(|paper| (batch, *paper));
                    navigator.push(Address::Keying { campaign: campaign.clone(), batch: Some(batch) });
                },
            }
            p { id: "key-wanted-hint", class: "field-hint", {t("keying.wanted-hint")} }
            p { id: "key-wanted-error", class: "field-error", role: "status",
                if let Some(text) = &*unknown.read() {
                    {tp("keying.no-batch", &[("typed", text)])}
                }
            }
        }
    }
}

#[component]
fn List(campaign: String, batches: Vec<PaperBatch>) -> Element {
    let heads = ["issued", "returned", "spoiled", "waiting", "sealed", "differing"];
    rsx! {
        div { class: "key-table-frame", tabindex: "0", role: "group", "aria-label": t("keying.batches"),
            table { class: "key-batches", "data-table": "batches",
                thead {
                    tr {
                        th { scope: "col", {t("keying.batch-head")} }
                        for head in heads {
                            th { key: "{head}", scope: "col", {t(&format!("keying.{head}"))} }
                        }
                    }
                }
                tbody {
                    for batch in batches {
                        tr { key: "{batch.position}", "data-batch": "{batch.position}",
                            th { scope: "row",
                                Link { to: Address::Keying { campaign: campaign.clone(), batch: Some(batch.position) },
                                    {tp("keying.batch", &[("n", &batch.position.to_string())])}
                                }
                                span { class: "soft", " {batch.what.form} · {batch.place_name}" }
                            }
                            for (nth , number) in figures(&batch).into_iter().enumerate() {
                                td { key: "{nth}", "{number}" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figures(batch: &PaperBatch) -> [String; 6] {
    let returned = batch.back.as_ref().map_or_else(|| "–".to_owned(), |back| back.returned.to_string());
    let [issued, spoiled, waiting, sealed, differing] =
        [batch.what.issued, batch.spoiled, batch.waiting, batch.sealed, batch.differing]
            .map(|n| n.to_string());
    [issued, returned, spoiled, waiting, sealed, differing]
}
