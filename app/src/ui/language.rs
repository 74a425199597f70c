//! Texts in the language that the person has chosen; every screen follows a change at once.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::message::{self, Language};
use shared::problem::Problem;

use crate::platform;

const NOTE: &str = "language";

/// The language in use.
pub static LANGUAGE: GlobalSignal<Language> =
    Signal::global(|| if message::speaks(noted()) { noted() } else { Language::default() });

/// The language that was chosen last did not come: neither is it kept here nor did the server answer.
pub static UNSPOKEN: GlobalSignal<bool> = Signal::global(|| false);

fn noted() -> Language {
    platform::recall(NOTE).map(|code| Language::from_code(&code)).unwrap_or_default()
}

/// Brings the language that was chosen here last, before the first picture.
pub async fn bring_noted() {
    bring(noted()).await;
}

/// Brings the texts of a language where they are not here yet. Returns whether they are.
async fn bring(language: Language) -> bool {
    if !message::speaks(language)
        && let Some(path) = platform::english()
        && let Some(file) = platform::fetch_text(&path).await
    {
        message::learn_english(file);
    }
    message::speaks(language)
}

/// Changes the language, here and for the next start.
pub async fn choose_language(language: Language) {
    platform::note(NOTE, Some(language.code()));
    let brought = bring(language).await;
    *UNSPOKEN.write() = !brought;
    if brought {
        *LANGUAGE.write() = language;
    } else {
        platform::note(NOTE, Some(LANGUAGE.peek().code()));
    }
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
