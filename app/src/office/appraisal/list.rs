//! A list of work with the leaf that is open: a click or a key goes through it.

use dioxus::prelude::*;
use shared::wire::WorkRow;

use super::keys::{Help, Press, Pressed, pressed};
use super::leaf::OpenLeaf;
use super::line::{next_open, step};
use super::many::AcceptMany;
use super::screen::{Ways, to};
use super::table::WorkTable;
use super::unit::WholeUnit;
use crate::address::{Address, Work};
use crate::net;
use crate::office::frame::{ByPointer, focus, live_screen, use_followed, use_live};
use crate::office::name;
use crate::ui::{LANGUAGE, t};

/// The id of the list's heading, where the keyboard is first.
pub const TITLE: &str = "work-title";

/// What the server is asked for.
fn query(work: &Work) -> String {
    let of = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("{name}={value}")).unwrap_or_default()
    };
    let of_list = if work.by_unit {
        of("unit", &work.unit)
    } else {
        format!("{}&{}", of("unit_type", &work.unit_type), of("leaf", &work.leaf))
    };
    format!("{of_list}&mine={}", work.mine)
}

/// The same list with this line open.
pub fn opened(work: &Work, row: Option<&WorkRow>) -> Work {
    let mut opened = work.clone();
    if work.by_unit {
        opened.leaf = row.map(|row| row.leaf.clone());
    } else {
        opened.unit = row.map(|row| row.unit.clone());
    }
    opened
}

/// A list of work.
#[component]
pub fn WorkList(campaign: ReadSignal<String>, work: ReadSignal<Work>) -> Element {
    let live = use_live(
        move || format!("{}?{}", campaign(), query(&work.read())),
        |question| async move {
            let (campaign, query) = question.split_once('?').unwrap_or((&question, ""));
            net::worklist(campaign, query).await
        },
    );
    let above = rsx! {
        Ways { campaign: campaign(), work: work() }
    };
    live_screen("appraisal.title", live, above, |rows| {
        rsx! {
            Lines { campaign: campaign(), work: work(), rows, onchange: move |()| live.ask() }
        }
    })
}

#[component]
fn Lines(campaign: String, work: Work, rows: ByPointer<Vec<WorkRow>>, onchange: EventHandler<()>) -> Element {
    let followed = use_followed();
    let plan = followed.campaign.read();
    let navigator = use_navigator();
    let mut asked = use_signal(Pressed::default);
    let is_open = |row: &&WorkRow| {
        let (open, here) = if work.by_unit { (&work.leaf, &row.leaf) } else { (&work.unit, &row.unit) };
        open.as_ref() == Some(here)
    };
    let open = rows.iter().find(is_open).cloned();
    let address = |row: Option<&WorkRow>| to(&campaign, &opened(&work, row));
    let at = |at: Option<usize>| at.map(|at| address(rows.get(at)));
    // Once it is closed the keys go on from the line that was open last.
    let mut last = use_hook(|| CopyValue::new(None::<(String, String)>));
    if let Some(row) = &open {
        last.set(Some((row.unit.clone(), row.leaf.clone())));
    }
    let left = last.read().clone();
    let here = open.as_ref().map(|row| (row.unit.as_str(), row.leaf.as_str()));
    let from = here.or(left.as_ref().map(|(unit, leaf)| (unit.as_str(), leaf.as_str())));
    let next = here.and_then(|(unit, leaf)| at(next_open(&rows, unit, leaf)));
    let steps = from.map_or((at((!rows.is_empty()).then_some(0)), None), |(unit, leaf)| {
        (at(step(&rows, unit, leaf, 1)), at(step(&rows, unit, leaf, -1)))
    });
    let title = if work.by_unit {
        work.unit.as_deref().map(|unit| name::unit(&plan, LANGUAGE(), unit))
    } else {
        let unit_type = work.unit_type.clone().unwrap_or_default();
        let words = |leaf: &str| name::criterion_name(&plan, LANGUAGE(), &unit_type, leaf);
        work.leaf.as_deref().map(|leaf| format!("{leaf} {}", words(leaf)))
    };
    rsx! {
        div {
            class: "stack appraisal",
            onkeydown: move |event| {
                let Some(press) = pressed(&event) else { return };
                let to: Option<Address> = match press {
                    Press::Down => steps.0.clone(),
                    Press::Up => steps.1.clone(),
                    other => {
                        asked.write().press(other);
                        None
                    }
                };
                event.prevent_default();
                if let Some(to) = to {
                    navigator.push(to);
                }
            },
            h2 { id: TITLE, tabindex: "-1", onmounted: focus, {title.unwrap_or_default()} }
            div { class: "appraisal-tools",
                AcceptMany { campaign: campaign.clone(), rows: rows.clone(), onchange }
                if let Some(unit) = work.unit.clone().filter(|_| work.by_unit) {
                    WholeUnit { key: "{unit}", campaign: campaign.clone(), unit, onchange }
                }
                Help {}
            }
            if rows.is_empty() {
                p { class: "empty", {t("appraisal.none")} }
            }
            div { class: "appraisal-columns",
                WorkTable {
                    campaign: campaign.clone(),
                    work: work.clone(),
                    rows: rows.clone(),
                }
                // A list, so that another leaf is another panel and takes the keyboard.
                for row in open {
                    OpenLeaf {
                        key: "{row.unit} {row.leaf}",
                        campaign: campaign.clone(),
                        close: to(&campaign, &opened(&work, None)),
                        next: next.clone(),
                        row,
                        asked,
                        onchange,
                    }
                }
            }
        }
    }
}
