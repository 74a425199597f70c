//! How what is published is sent: asked anew each time, so that a correction is seen at once, and not sent again where the
//! reader has it.

use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use base64ct::{Base64, Encoding as _};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use shared::message::Language;

use crate::http::{Answer, Server, is_known};
use crate::pages::{Asked, Page, STYLE};

/// What may be said after the `?`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// The language: `vi` or `en`.
    lang: Option<String>,
}

/// Nothing is loaded but what is in the page.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = Base64::encode_string(&Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("a policy is plain text")
});

/// Sends it.
pub async fn answer(
    server: &Server,
    campaign: &str,
    version: Option<i64>,
    asked: Asked,
    query: &Query,
    headers: &HeaderMap,
) -> Answer<Response> {
    let language = language(query, headers);
    let page = server.pages.get(&server.site, campaign, version, asked, language).await;
    let Page { body, tag } = page?;
    let mut response = match is_known(headers, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let body = Body::from(Bytes::from_owner(body));
            ([(header::CONTENT_TYPE, asked.content_type())], body).into_response()
        }
    };
    let to = response.headers_mut();
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    to.insert(header::VARY, HeaderValue::from_static("accept-language, accept-encoding"));
    to.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    to.extend(tag.parse().map(|tag| (header::ETAG, tag)));
    if matches!(asked, Asked::Xlsx | Asked::Docx | Asked::Csv) {
        to.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    Ok(response)
}

fn language(query: &Query, headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::from_code(query.lang.as_deref().or(accepted).unwrap_or_default())
}
