//! `GET /api/docs?lang=`: the interface as a page, without a script.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{self, HeaderValue};
use axum::response::{Html, IntoResponse as _, Response};
use serde::Deserialize;

use super::page::page;
use crate::http::{AtQuery, Server, language_of, paper};
use crate::pages::office::STYLE;

/// Its own style and nothing else.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(STYLE, "'none'"));

/// In which language it is told.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    lang: Option<String>,
}

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    AtQuery(query): AtQuery<Query>,
    headers: HeaderMap,
) -> Response {
    let language = language_of(query.lang.as_deref(), &headers);
    let mut response = Html(page(&server.routes, language)).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    response
}
