//! Texts in the language that the person has chosen; every screen follows a change at once.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::message::{self, Language};
use shared::problem::Problem;

use crate::platform;

const NOTE: &str = "language";

/// The language in use.
pub static LANGUAGE: GlobalSignal<Language> = Signal::global(remembered);

fn remembered() -> Language {
    platform::recall(NOTE).map(|code| Language::from_code(&code)).unwrap_or_default()
}

/// Changes the language, here and for the next start.
pub fn choose_language(language: Language) {
    platform::note(NOTE, Some(language.code()));
    *LANGUAGE.write() = language;
}

/// The text of a key.
pub fn t(key: &str) -> String {
    message::text(LANGUAGE(), key, &[])
}

/// The text of a key with parameters.
pub fn tp(key: &str, params: &[(&str, &str)]) -> String {
    message::text(LANGUAGE(), key, params)
}

/// The text of a problem.
pub fn problem_text(problem: &Problem) -> String {
    message::problem(LANGUAGE(), problem)
}

/// The address of a page that the server draws, in this language.
pub fn drawn(address: &str) -> String {
    format!("{address}?lang={}", LANGUAGE().code())
}

/// A number as people of the language write it.
pub fn number(decimal: impl std::fmt::Display) -> String {
    message::number(LANGUAGE(), &decimal.to_string())
}

/// An ISO date as people write it.
pub fn date(iso: &str) -> String {
    message::date(iso)
}

/// A moment in the device's time zone, as people write it.
pub fn date_time(at: Timestamp) -> String {
    message::date_time(&platform::local_iso(at))
}
