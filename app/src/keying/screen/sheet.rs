//! The paper below the bar, as it lies on the desk: questions one below the other, units that are judged as a table.

use std::ops::Range;

use dioxus::prelude::*;
use dioxus::web::WebEventExt as _;
use shared::wire::{FieldKind, PaperField};
use wasm_bindgen::JsCast;

use super::super::said::{NOTHING, Said, UNREADABLE, as_typed};
use super::super::sheet::Sheet;
use super::work::Work;
use super::{dom, words};
use crate::ui::{t, tp};

/// How a field stands on the screen.
#[derive(Clone, PartialEq)]
struct Place {
    nth: usize,
    words: String,
    /// Where keying stands.
    here: bool,
    asked: bool,
    doubted: bool,
}

impl Place {
    fn of(sheet: &Sheet, nth: usize, short: bool) -> Self {
        let (field, said) = (&sheet.fields()[nth], sheet.said(nth));
        let asked = sheet.is_asked(nth);
        let words = match said {
            Said::Nothing if !asked => String::new(),
            Said::Nothing if short => NOTHING.to_owned(),
            Said::Unreadable if short => UNREADABLE.to_owned(),
            _ if short && field.kind != FieldKind::Text => as_typed(field, said),
            _ => words::answer(field, said),
        };
        Self { nth, words, here: sheet.at() == nth, asked, doubted: sheet.doubt(nth).is_some() }
    }

    fn class(&self) -> &'static str {
        match (self.here, self.doubted, self.asked) {
            (true, ..) => "key-place is-here",
            (_, true, _) => "key-place is-doubted",
            (_, _, false) => "key-place is-not-asked",
            _ => "key-place",
        }
    }
}

/// A run of fields: questions, or the rows of a table with as many columns.
fn sections(fields: &[PaperField]) -> Vec<(Range<usize>, usize)> {
    let mut sections: Vec<(Range<usize>, usize)> = Vec::new();
    let mut from = 0;
    while from < fields.len() {
        let unit = &fields[from].unit;
        let to = from + fields[from..].iter().take_while(|field| field.unit == *unit).count();
        let numbers = |range: Range<usize>| fields[range].iter().map(|field| field.number);
        match sections.last_mut() {
            Some((range, columns))
                if *columns > 0 && numbers(range.start..range.start + *columns).eq(numbers(from..to)) =>
            {
                range.end = to;
            }
            _ => sections.push((from..to, if unit.is_empty() { 0 } else { to - from })),
        }
        from = to;
    }
    sections
}

/// The paper.
#[component]
pub fn Paper(work: Work) -> Element {
    let station = work.station.read();
    let at = station.paper.as_ref().map(|paper| paper.sheet.at());
    use_effect(use_reactive!(|at| {
        if let Some(at) = at {
            dom::bring(at);
        }
    }));
    let Some(paper) = &station.paper else { return rsx! {} };
    let sheet = &paper.sheet;
    let parts = sections(sheet.fields()).into_iter().enumerate();
    rsx! {
        section {
            class: "key-paper",
            "aria-label": tp("keying.paper", &[("paper", &paper.number.to_string())]),
            onclick: move |event| {
                if let Some(nth) = pointed(&event) {
                    work.pointed(nth);
                }
            },
            for (nth , (range , columns)) in parts {
                if columns == 0 {
                    ol { key: "{nth}", class: "key-list",
                        for nth in range {
                            Line {
                                key: "{nth}",
                                number: sheet.fields()[nth].number,
                                label: sheet.fields()[nth].label.clone(),
                                place: Place::of(sheet, nth, false),
                            }
                        }
                    }
                } else {
                    div { key: "{nth}", class: "key-table-frame", tabindex: "0", role: "group", "aria-label": t("keying.units"),
                        table { class: "key-table",
                            thead {
                                tr {
                                    th { scope: "col", {t("keying.unit")} }
                                    for nth in range.start..range.start + columns {
                                        th { key: "{nth}", scope: "col",
                                            span { "{sheet.fields()[nth].number}" }
                                            span { class: "visually-hidden", {sheet.fields()[nth].label.clone()} }
                                        }
                                    }
                                }
                            }
                            tbody {
                                for start in range.step_by(columns) {
                                    Row {
                                        key: "{start}",
                                        unit: sheet.fields()[start].unit.clone(),
                                        places: (start..start + columns)
                                            .map(|nth| Place::of(sheet, nth, true))
                                            .collect::<Vec<_>>(),
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

/// The field at which the pointer is.
fn pointed(event: &Event<MouseData>) -> Option<usize> {
    let target = event.data().try_as_web_event()?.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.closest("[data-nth]").ok()??.get_attribute("data-nth")?.parse().ok()
}

#[component]
fn Line(number: usize, label: String, place: Place) -> Element {
    rsx! {
        li {
            id: dom::place(place.nth),
            class: place.class(),
            "data-nth": "{place.nth}",
            "aria-current": if place.here { "true" },
            span { class: "key-number", "{number}" }
            span { class: "key-label", "{label}" }
            span { class: "key-said",
                if !place.asked {
                    span { class: "soft", {t("keying.not-asked")} }
                    " "
                }
                "{place.words}"
            }
        }
    }
}

#[component]
fn Row(unit: String, places: Vec<Place>) -> Element {
    rsx! {
        tr {
            th { scope: "row", "{unit}" }
            for place in places {
                td {
                    key: "{place.nth}",
                    id: dom::place(place.nth),
                    class: place.class(),
                    "data-nth": "{place.nth}",
                    "aria-current": if place.here { "true" },
                    "{place.words}"
                }
            }
        }
    }
}
