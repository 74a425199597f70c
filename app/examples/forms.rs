//! The form engine alone, for the page that measures it beside ODK's: `cargo bench -p tests -- forms`.
#![cfg(target_arch = "wasm32")]

use jiff::tz::{TimeZone, offset};
use shared::form::session::{Around, Seen, Session};
use shared::form::xform;
use wasm_bindgen::prelude::*;

/// An interview.
#[wasm_bindgen]
pub struct Interview(Session);

#[wasm_bindgen]
impl Interview {
    /// Reads an XForm and opens an interview on it.
    #[wasm_bindgen(constructor)]
    pub fn open(xml: &str) -> Result<Interview, JsError> {
        let form = xform::read(xml).map_err(|problem| JsError::new(&problem.code))?;
        let now: Result<jiff::Timestamp, _> = "2026-11-29T01:02:03Z".parse();
        let now = now.map_err(|_| JsError::new("no time"))?;
        let around = Around { now, zone: TimeZone::fixed(offset(7)), seed: 1 };
        let opened = Session::open(form, around).map_err(|_| JsError::new("it does not open"))?;
        Ok(Interview(opened.session))
    }

    /// The references of the first question that is asked, and of the last.
    pub fn ends(&self) -> Vec<String> {
        let asked = |seen: &Seen| seen.relevant && !seen.readonly && matches!(seen.kind, "input" | "select");
        let all: Vec<String> = self.0.look().into_iter().filter(asked).map(|seen| seen.reference).collect();
        all.first().into_iter().chain(all.last()).cloned().collect()
    }

    /// The choices of a question, as they are offered now; none where it has none.
    pub fn choices(&self, reference: &str) -> Vec<String> {
        let seen = self.0.look().into_iter().find(|seen| seen.reference == reference);
        let choices = seen.and_then(|seen| seen.choices).unwrap_or_default();
        choices.into_iter().map(|one| one.value).collect()
    }

    /// Answers a question by one of its choices.
    pub fn choose(&mut self, reference: &str, choice: &str) -> Result<(), JsError> {
        self.0.choose(reference, &[choice.to_owned()]).map_err(|problem| JsError::new(&problem.code))
    }

    /// Answers a question without choices.
    pub fn answer(&mut self, reference: &str, text: &str) -> Result<(), JsError> {
        self.0.answer(reference, text).map_err(|problem| JsError::new(&problem.code))
    }
}
