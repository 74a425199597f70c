//! How what is published is sent: asked anew each time, so that a correction is seen at once, and not sent again where the
//! reader has it.

use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::http::{Answer, Server, accepts, is_known, language_of, paper};
use crate::pages::{Asked, Page, STYLE};

/// What may be said after the `?`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// The language: `vi` or `en`.
    pub lang: Option<String>,
}

/// Nothing is loaded but what is in the page.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(STYLE, "'none'"));

/// Sends it.
pub async fn answer(
    server: &Server,
    campaign: &str,
    version: Option<i64>,
    asked: Asked,
    query: &Query,
    headers: &HeaderMap,
) -> Answer<Response> {
    let language = language_of(query.lang.as_deref(), headers);
    let page = server.pages.get(&server.site, campaign, version, asked, language).await?;
    Ok(sent(page, asked, headers))
}

/// A page on its way out.
pub fn sent(Page { body, packed, tag }: Page, asked: Asked, headers: &HeaderMap) -> Response {
    let packed = Some(packed).filter(|_| accepts(headers, "gzip"));
    let mut response = match is_known(headers, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let coding = packed.is_some().then_some([(header::CONTENT_ENCODING, "gzip")]);
            let body = Body::from(Bytes::from_owner(packed.unwrap_or(body)));
            ([(header::CONTENT_TYPE, asked.content_type())], coding, body).into_response()
        }
    };
    let to = response.headers_mut();
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    to.insert(header::VARY, HeaderValue::from_static("accept-language, accept-encoding"));
    to.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    // Packed or not it is the same page: its tag is a weak one.
    to.extend(format!("W/{tag}").parse().map(|tag| (header::ETAG, tag)));
    if matches!(asked, Asked::Pdf | Asked::Docx | Asked::Xlsx | Asked::Csv) {
        to.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    response
}
