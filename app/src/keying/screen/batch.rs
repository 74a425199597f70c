//! One batch: its cover sheet's figures, the bar, and the paper on the desk.

use dioxus::prelude::*;
use shared::wire::PaperBatch;

use super::super::desks::desk;
use super::super::sending::{self, ANSWERED};
use super::super::station::Station;
use super::bar::Bar;
use super::end::End;
use super::sheet::Paper;
use super::way::OnTheWay;
use super::work::{Work, me};
use crate::address::Address;
use crate::net;
use crate::ui::{Button, Glyph, Notice, Opening, Tone, date, problem_text, t, tp, use_title};

/// A batch, once it is here.
#[component]
pub fn BatchScreen(campaign: String, batch: i64) -> Element {
    let of = campaign.clone();
    let mut found = use_resource(move || {
        let of = of.clone();
        async move {
            let work = net::paper_work(&of, batch).await?;
            desk(&me(), &of, work)
        }
    });
    use_title(tp("keying.batch", &[("n", &batch.to_string())]));
    match &*found.read() {
        None => rsx! {
            Opening { text: t("common.opening") }
        },
        Some(Err(problem)) => rsx! {
            Notice { tone: Tone::Error, heading: true, title: t("keying.not-opened"),
                p { {problem_text(problem)} }
                Button { glyph: Glyph::Again, onclick: move |_| found.restart(), {t("common.retry")} }
                Link { class: "button", to: Address::Keying { campaign: campaign.clone(), batch: None }, {t("keying.batches")} }
            }
        },
        Some(Ok(station)) => rsx! {
            OpenBatch { campaign: campaign.clone(), station: *station }
        },
    }
}

#[component]
fn OpenBatch(campaign: String, station: Signal<Station>) -> Element {
    let work = Work { campaign: use_signal(|| campaign.clone()), station, fetching: use_signal(|| false) };
    use_effect(move || {
        if ANSWERED() > 0 {
            spawn(work.look_again());
        }
    });
    use_drop(sending::let_go);
    let station = work.station.read();
    let left: Vec<String> = station.left().map(|number| number.to_string()).collect();
    let compare: Vec<String> = station.work.differing.iter().map(u32::to_string).collect();
    rsx! {
        header { class: "key-head",
            div {
                h1 { {tp("keying.batch", &[("n", &work.batch().to_string())])} }
                p { class: "card-facts",
                    span { "{station.work.batch.what.form} · {station.work.batch.group}" }
                    span { "{station.work.batch.place_name}" }
                }
            }
            Link { class: "button", to: Address::Keying { campaign, batch: None }, {t("keying.batches")} }
        }
        Figures { batch: station.work.batch.clone() }
        if !left.is_empty() {
            p { class: "soft", "data-left": left.join(" "), {tp("keying.left", &[("papers", &left.join(", "))])} }
        }
        if !compare.is_empty() {
            p { class: "soft", "data-compare": compare.join(" "), {tp("keying.to-compare", &[("papers", &compare.join(", "))])} }
        }
        Bar { work }
        OnTheWay { work }
        End { work }
        Paper { work }
    }
}

/// What the cover sheet says.
#[component]
fn Figures(batch: PaperBatch) -> Element {
    let back = batch.back.as_ref();
    let entered = batch.sealed + batch.spoiled + batch.waiting + batch.differing;
    let figures = [
        ("issued", Some(batch.what.issued)),
        ("returned", back.map(|back| back.returned)),
        ("spoiled", Some(batch.spoiled)),
        ("entered", Some(entered)),
        ("sealed", Some(batch.sealed)),
        ("waiting", Some(batch.waiting)),
        ("differing", Some(batch.differing)),
    ];
    rsx! {
        dl { class: "key-figures",
            for (key , number) in figures {
                div { key: "{key}",
                    dt { {t(&format!("keying.{key}"))} }
                    dd { "data-figure": "{key}",
                        {number.map_or_else(|| "–".to_owned(), |number| number.to_string())}
                    }
                }
            }
        }
        match back {
            Some(back) => rsx! {
                p { class: "soft", {tp("keying.back-on", &[("day", &date(&back.day.to_string())), ("spoiled", &back.spoiled.to_string())])} }
            },
            None => rsx! {
                Notice { tone: Tone::Warning,
                    p { {t("keying.not-back")} }
                }
            },
        }
    }
}
