//! Swipes of a finger across the screen: onward and back. Not on inputs, where a finger moves the caret.

use dioxus::prelude::*;
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::super::course::Step;
use super::super::swipe::{Swipe, Track};

const NOT_ON: &str = "input, textarea, select, progress, dialog";

/// The finger that is down, if there is one.
#[derive(Default)]
pub struct Gestures {
    track: Option<Track>,
}

impl Gestures {
    /// A finger was put down.
    pub fn down(&mut self, event: &Event<PointerData>) {
        let pointer = event.as_web_event();
        let target = pointer.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_input = target.is_some_and(|element| element.closest(NOT_ON).ok().flatten().is_some());
        let starts = pointer.is_primary() && pointer.pointer_type() != "mouse" && !is_input;
        self.track = starts.then(|| {
            let (x, y, at_ms) = at(&pointer);
            Track { x, y, at_ms }
        });
    }

    /// It was lifted.
    pub fn up(&mut self, event: &Event<PointerData>) -> Option<Step> {
        let (x, y, at_ms) = at(&event.as_web_event());
        match self.track.take()?.end(x, y, at_ms)? {
            Swipe::Onward => Some(Step::Next),
            Swipe::Back => Some(Step::Back),
        }
    }

    /// The browser took it for a scroll.
    pub fn cancel(&mut self) {
        self.track = None;
    }
}

fn at(pointer: &PointerEvent) -> (f64, f64, f64) {
    (f64::from(pointer.client_x()), f64::from(pointer.client_y()), pointer.time_stamp())
}
