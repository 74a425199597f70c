//! Keys: which option or step the pressed one means, from where the focus is.

use dioxus::prelude::*;
use dioxus::web::WebEventExt as _;
use shared::form::Kind;
use shared::interview::{Shape, toggled};
use web_sys::Element;

use super::super::course::Step;
use super::super::keys::{Press, Stroke, choice};
use super::dom;
use super::interview::{Interview, Stage};
use crate::ui::is_composing;

/// A key was pressed somewhere in the interview.
pub fn press(interview: Interview, event: &Event<KeyboardData>) {
    if dom::has_dialog() || is_composing(event) {
        return;
    }
    let focus = Focus::now();
    let modifiers = event.modifiers();
    // The browser's own name: the way through the list of all keys there are is long.
    let Some(name) = event.data().try_as_web_event().map(|key| key.key()) else { return };
    let press = Press {
        key: &name,
        writing: focus.writing,
        modified: modifiers.ctrl() || modifiers.alt() || modifiers.meta(),
        repeated: event.is_auto_repeating(),
        on_button: focus.on_button,
    };
    let Some(stroke) = Stroke::read(press) else { return };
    let taken = match stroke {
        Stroke::Leave => step(interview, Step::Leave),
        _ if *interview.stage.peek() == Stage::Consent => false,
        // Beside each other, options are gone through sideways.
        Stroke::Next if name == "ArrowRight" && focus.in_row => choose(interview, &focus, Stroke::Move(1)),
        Stroke::Back if focus.in_row => choose(interview, &focus, Stroke::Move(-1)),
        Stroke::Next if interview.course.peek().screen().shape == Shape::Review => false,
        Stroke::Next => step(interview, Step::Next),
        Stroke::Back => step(interview, Step::Back),
        Stroke::Move(_) | Stroke::Choose(_) => choose(interview, &focus, stroke),
    };
    if taken {
        event.prevent_default();
    }
}

fn step(interview: Interview, step: Step) -> bool {
    interview.ask(step);
    true
}

/// Chooses in the question that has the focus, else in the first on the screen without an answer. Returns whether it did.
fn choose(interview: Interview, focus: &Focus, stroke: Stroke) -> bool {
    let Some((path, value, names, several)) = wanted(interview, focus) else { return false };
    let nth = match stroke {
        Stroke::Choose(pressed) => choice(pressed, names.iter().map(String::as_str)),
        Stroke::Move(_) if several || (interview.has_several() && !focus.in_row) => None,
        Stroke::Move(by) => {
            let chosen = names.iter().position(|name| *name == value);
            let from = chosen.map_or(if by > 0 { -1 } else { names.len() as isize }, usize::cast_signed);
            Some((from + by).rem_euclid(names.len() as isize).cast_unsigned())
        }
        _ => None,
    };
    let Some(name) = nth.and_then(|nth| names.get(nth)) else { return false };
    if several {
        interview.answer(&path, &toggled(&value, name, names.iter().map(String::as_str)));
    } else {
        interview.answer(&path, name);
    }
    let next = match stroke {
        Stroke::Choose(_) if interview.has_several() && !several => next_option(interview, &path),
        _ => None,
    };
    dom::focus(&next.unwrap_or_else(|| dom::option_id(&path, name)));
    interview.go_on(&path);
    true
}

/// The question that keys are about: its path, value, option names, and whether several may be chosen.
fn wanted(interview: Interview, focus: &Focus) -> Option<(String, String, Vec<String>, bool)> {
    let course = interview.course.peek();
    let on_screen = |path: &String| course.screen().paths.contains(path);
    let path = focus.question.clone().filter(on_screen);
    let path = path.or_else(|| course.next_open(None, |path| interview.is_found(path)).map(str::to_owned));
    let path =
        path.or_else(|| course.screen().paths.iter().find(|path| interview.is_found(path)).cloned())?;
    let asked = course.asked(&path)?;
    let (list, several) = match &asked.question.kind {
        Kind::SelectOne(list) => (list, false),
        Kind::SelectMultiple(list) => (list, true),
        _ => return None,
    };
    let names: Vec<_> =
        course.definition().choices.get(list)?.iter().map(|option| option.name.clone()).collect();
    let value = asked.value.to_owned();
    (!names.is_empty()).then_some((path, value, names, several))
}

/// The first option of the next question without an answer.
fn next_option(interview: Interview, path: &str) -> Option<String> {
    let course = interview.course.peek();
    let next = course.next_open(Some(path), |path| interview.is_found(path))?;
    let Kind::SelectOne(list) = &course.asked(next)?.question.kind else { return None };
    Some(dom::option_id(next, &course.definition().choices.get(list)?.first()?.name))
}

/// What the focus is on.
struct Focus {
    writing: bool,
    on_button: bool,
    in_row: bool,
    question: Option<String>,
}

impl Focus {
    fn now() -> Self {
        let element = dom::focused();
        let is = |selector: &str| {
            element.as_ref().is_some_and(|element| element.matches(selector).unwrap_or_default())
        };
        Self {
            writing: is("input, textarea, select"),
            on_button: is("button:not([role=radio]):not([role=checkbox]), a, summary, textarea"),
            in_row: is(".segments [role=radio]"),
            question: element.as_ref().and_then(row),
        }
    }
}

fn row(element: &Element) -> Option<String> {
    element.closest("[data-row]").ok()??.get_attribute("data-row")
}
