//! What the pages are asked with, and how they are sent: kept by nobody on the way.

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::http::header::{self, HeaderValue};
use axum::response::{Html, IntoResponse as _, Response};
use serde::Deserialize;
use shared::wire::Role;

use crate::http::{language_of, paper};
use crate::pages::office::{Reader, STYLE};
use crate::service::session::Caller;

/// What may be said after the `?`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// The language: `vi` or `en`.
    lang: Option<String>,
    /// The run; else the newest.
    pub run: Option<i64>,
}

/// Its own style and nothing else; its forms come back here.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(STYLE, "'self'"));

/// Who reads.
pub fn reader(caller: &Caller, campaign: &str, query: &Query, headers: &HeaderMap) -> Reader {
    Reader {
        language: language_of(query.lang.as_deref(), headers),
        names_language: query.lang.is_some(),
        campaign: campaign.to_owned(),
        run: query.run,
        is_admin: caller.may(&[Role::Admin], Some(campaign)),
        supposed: Vec::new(),
    }
}

/// Sends a page.
pub fn sent(page: String) -> Response {
    let mut response = Html(page).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    response
}
