//! `GET /api/docs?lang=`: the interface as a page, without a script.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{self, HeaderValue};
use axum::response::{Html, IntoResponse as _, Response};

use super::Told;
use super::page::page;
use crate::http::{AtQuery, Server, language_of, paper};
use crate::pages::office::STYLE;

/// Its own style and nothing else.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(STYLE, "'none'"));

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    AtQuery(told): AtQuery<Told>,
    headers: HeaderMap,
) -> Response {
    let language = language_of(told.language.as_deref(), &headers);
    let mut response = Html(page(&server.routes, language)).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    response
}
