//! The language that a reader wants.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use shared::message::Language;

/// The language that the address names, else the one that the browser accepts.
pub fn language_of(named: Option<&str>, headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::from_code(named.or(accepted).unwrap_or_default())
}
