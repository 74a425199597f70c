//! The places of the board, each with what is to do there; where they are many, they are searched.

use dioxus::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::plan::Section;
use super::row::TaskRow;
use crate::search::MANY;
use crate::ui::{Button, Glyph, Icon, SearchField, number, t, tp};

/// So many places are shown at first, and so many more each time that somebody asks: a slow tablet draws a whole province for
/// most of a second.
const SHOWN: usize = 20;

/// The places, and above many of them the search.
#[component]
pub fn Places(campaign: String, sections: Vec<Section>, closed: bool) -> Element {
    let mut sought = use_signal(String::new);
    let mut most = use_signal(|| SHOWN);
    let many = sections.len() > MANY;
    let mut sections: Vec<Section> = sections.into_iter().filter(|it| it.is_found(&sought.read())).collect();
    let found = sections.len();
    sections.truncate(most());
    let more = found - sections.len();
    rsx! {
        if many {
            div { class: "place-search",
                SearchField {
                    id: "place-search",
                    label: t("field.search-place"),
                    sought: sought(),
                    found: tp("field.search-place-found", &[("n", &number(found))]),
                    none: (found == 0).then(|| t("field.search-place-none")),
                    onsearch: move |text: String| sought.set(text),
                    onenter: move |()| focus_first(),
                }
            }
        }
        for section in sections {
            PlaceSection { key: "{section.place}", campaign: campaign.clone(), section, closed }
        }
        if more > 0 {
            Button {
                glyph: Glyph::Down,
                "data-do": "more",
                onclick: move |_| most += SHOWN,
                {tp("field.more-places", &[("n", &number(more))])}
            }
        }
    }
}

/// The keyboard goes to the first place that was found.
fn focus_first() {
    let document = web_sys::window().and_then(|window| window.document());
    let first = document.and_then(|page| page.query_selector(".place button").ok().flatten());
    if let Some(button) = first.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// A place; drawn again only when it is another.
#[component]
fn PlaceSection(campaign: String, section: Section, closed: bool) -> Element {
    rsx! {
        section { class: "place", "aria-labelledby": "place-{section.place}",
            header { class: "place-head",
                Icon { glyph: Glyph::Place }
                h2 { id: "place-{section.place}", "{section.name.name}" }
                if let Some(within) = &section.name.within {
                    p { "{within}" }
                }
            }
            ul { class: "tasks",
                for task in section.rows {
                    TaskRow { key: "{task.row.form}", campaign: campaign.clone(), task, closed }
                }
            }
        }
    }
}
