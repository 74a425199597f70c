//! Texts in the language that the person has chosen; every screen follows a change at once.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::message::{self, Language};
use shared::problem::Problem;

const KEY: &str = "parindex.language";

/// The language in use.
pub static LANGUAGE: GlobalSignal<Language> = Signal::global(remembered);

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn remembered() -> Language {
    let code = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    code.map(|code| Language::from_code(&code)).unwrap_or_default()
}

/// Changes the language, here and for the next start.
pub fn choose_language(language: Language) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, language.code());
    }
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
    message::date_time(&crate::platform::local_iso(at))
}
