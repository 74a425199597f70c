//! Several questions on a screen: a group that belongs together, or all questions about one unit.

use dioxus::prelude::*;
use shared::form::Kind;
use shared::interview::{MAX_SIDE_BY_SIDE, Shape};

use super::super::row::Row;
use super::dom;
use super::entry::Entry;
use super::interview::Interview;
use super::marks::{SavedMark, Words};
use super::options::{Layout, Options};
use super::units::Tally;
use crate::field::advice::Advice;
use crate::ui::LANGUAGE;

/// The questions of the screen, one below the other.
#[component]
pub fn Several() -> Element {
    let interview = use_context::<Interview>();
    let course = interview.followed();
    let screen = course.screen();
    let section = interview.text(&screen.section);
    let unit = screen.paths.first().and_then(|path| course.asked(path)).and_then(|asked| asked.unit);
    let unit = unit.map(|code| interview.unit(code));
    let (above, heading) = match unit {
        Some(unit) if screen.shape == Shape::Unit => (Some(section), unit),
        unit => (unit, section),
    };
    rsx! {
        header { id: dom::ABOVE, class: "ask ask-several",
            if let Some(above) = above {
                p { class: "section", lang: LANGUAGE().code(), "{above}" }
            }
            h1 {
                id: "question",
                class: "question question-unit",
                tabindex: "-1",
                onmounted: move |event| dom::focus_mounted(&event),
                "{heading}"
            }
            if screen.shape == Shape::Unit {
                Tally {}
            }
            Advice { instructions: interview.instructions_here() }
        }
        ol { class: "several",
            for path in &screen.paths {
                QuestionRow { key: "{path}", path: path.clone() }
            }
        }
    }
}

/// A question; drawn again only when its row is another.
#[component]
fn QuestionRow(path: String) -> Element {
    let interview = use_context::<Interview>();
    let Some(Row { value, required, told, keeping }) = interview.row(&path) else { return rsx! {} };
    let course = interview.course.peek();
    let Some(asked) = course.asked(&path) else { return rsx! {} };
    let question = interview.text(&asked.question.label);
    let label = format!("q:{path}");
    let beside = match &asked.question.kind {
        Kind::SelectOne(list) => {
            course.definition().choices.get(list).is_some_and(|options| options.len() <= MAX_SIDE_BY_SIDE)
        }
        _ => false,
    };
    let layout = if beside { Layout::Beside } else { Layout::Rows };
    rsx! {
        li { class: "several-row", id: dom::row_id(&path), "data-row": "{path}",
            div { class: "several-ask",
                h2 { id: "{label}", lang: LANGUAGE().code(), "{question}" }
                SavedMark { path: path.clone(), keeping, brief: true }
            }
            Words { path: path.clone(), told }
            match asked.question.kind {
                Kind::SelectOne(_) | Kind::SelectMultiple(_) => rsx! {
                    Options { path: path.clone(), value, required, invalid: told, layout, label: label.clone() }
                },
                _ if asked.open => rsx! {
                    Entry { path: path.clone(), value, required, invalid: told, label: label.clone() }
                },
                _ => rsx! {},
            }
        }
    }
}
