//! One question for every unit: the question stays on top, each unit is a row with its options beside each other.

use dioxus::prelude::*;
use shared::form::Kind;

use super::super::row::Row;
use super::dom;
use super::entry::Entry;
use super::interview::{DRAWN_AT_ONCE, Interview};
use super::marks::{SavedMark, Words};
use super::options::{Layout, Options};
use super::same::SameForAll;
use super::search::UnitSearch;
use crate::field::advice::Advice;
use crate::platform::sleep;
use crate::search::MANY;
use crate::ui::{Glyph, Icon, LANGUAGE, Progress, number, t, tp};

/// So many units stand together: an answer costs what its group is to lay out and to paint, however many groups there are.
const GROUP: usize = DRAWN_AT_ONCE;

/// So many more are drawn in each frame from then on, out of sight.
const THEN: usize = 3 * GROUP;

/// A frame: what is drawn is shown before more is.
const FRAME_MS: u32 = 16;

/// The units, one below the other.
#[component]
pub fn Units() -> Element {
    let interview = use_context::<Interview>();
    let mut drawn = interview.drawn_units;
    use_effect(move || {
        let so_far = drawn();
        if so_far < interview.course.peek().screen().paths.len() {
            spawn(async move {
                sleep(FRAME_MS).await;
                if *drawn.peek() == so_far {
                    drawn += THEN;
                }
            });
        }
    });
    let course = interview.followed();
    let screen = course.screen();
    let Some(asked) = screen.paths.first().and_then(|path| course.asked(path)) else { return rsx! {} };
    let searched = !interview.sought.read().trim().is_empty();
    let shown = if searched { screen.paths.len() } else { drawn().min(screen.paths.len()) };
    let is_choice = matches!(asked.question.kind, Kind::SelectOne(_));
    rsx! {
        p { class: "section", lang: LANGUAGE().code(), {interview.text(&screen.section)} }
        Advice { instructions: interview.instructions_here() }
        header { id: dom::ABOVE, class: "ask ask-units",
            h1 {
                id: "question",
                class: "question question-units",
                tabindex: "-1",
                lang: LANGUAGE().code(),
                onmounted: move |event| dom::focus_mounted(&event),
                {interview.text(&asked.question.label)}
            }
            div { class: "units-tools",
                Tally {}
                UnitSearch {}
                if is_choice {
                    SameForAll {}
                }
            }
        }
        // The style sheet could count the units, but then each answer would have every option's style worked out again.
        div {
            class: if screen.paths.len() <= MANY { "units units-few" } else { "units" },
            role: "list",
            "aria-busy": (shown < screen.paths.len()).then_some("true"),
            for (nth , group) in screen.paths[..shown].chunks(GROUP).enumerate() {
                div { key: "{nth}", class: "unit-group",
                    for path in group {
                        UnitRow { key: "{path}", hidden: searched && !interview.is_found(path), path: path.clone() }
                    }
                }
            }
        }
    }
}

/// How many are answered, and the way to the next that is not.
#[component]
pub fn Tally() -> Element {
    let interview = use_context::<Interview>();
    interview.taken.read();
    let (done, total) = interview.followed().answered_here();
    let words = [("n", number(done)), ("m", number(total))];
    let words: Vec<_> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let left = number(total - done);
    rsx! {
        div { class: "tally",
            div { class: "tally-words", role: "status",
                Progress {
                    done: done.try_into().unwrap_or(u32::MAX),
                    total: total.try_into().unwrap_or(u32::MAX),
                    label: if done < total { tp("field.answered-of", &words) } else { tp("field.answered-all", &words) },
                }
            }
            if done < total {
                button {
                    r#type: "button",
                    class: "button tally-next",
                    "data-do": "next-missing",
                    onclick: move |_| interview.to_next_open(),
                    Icon { glyph: Glyph::Down }
                    {tp("field.next-missing", &[("n", &left)])}
                }
            } else {
                span { class: "tally-done",
                    Icon { glyph: Glyph::Check }
                    {t("field.enough")}
                }
            }
        }
    }
}

/// A unit with the options of the question; drawn again only when its row is another.
#[component]
fn UnitRow(path: String, hidden: bool) -> Element {
    let interview = use_context::<Interview>();
    let Some(Row { value, required, told, keeping }) = interview.row(&path) else { return rsx! {} };
    let course = interview.course.peek();
    let Some(asked) = course.asked(&path) else { return rsx! {} };
    let unit = asked.unit.map(|code| interview.unit(code)).unwrap_or_default();
    let state = if value.is_empty() { "open" } else { "answered" };
    let label = format!("q:{path}");
    rsx! {
        div {
            class: "unit-row unit-{state}",
            id: dom::row_id(&path),
            role: "listitem",
            hidden,
            "data-row": "{path}",
            div { class: "unit-name",
                h2 { id: "{label}", "{unit}" }
                SavedMark { path: path.clone(), keeping, brief: true }
            }
            match asked.question.kind {
                Kind::SelectOne(_) => rsx! {
                    Options { path: path.clone(), value, required, invalid: told, layout: Layout::Beside, label: label.clone() }
                },
                _ => rsx! {
                    Entry { path: path.clone(), value, required, invalid: told, label: label.clone() }
                },
            }
            Words { path: path.clone(), told }
        }
    }
}
