//! `GET /api/campaigns/{campaign}/notices.csv?language=`: what waits for each person, as a list for a mail merge.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;
use serde::Deserialize;
use shared::message::Language;

use crate::http::{Answer, At, AtQuery, Server};
use crate::service::assess;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The language of the texts; Vietnamese where none is named.
    #[serde(default)]
    language: String,
}

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(asked): AtQuery<Asked>,
) -> Answer<Response> {
    let language = Language::from_code(&asked.language);
    let list = assess::notices(&server.site, campaign, language).await?;
    let mut response = Response::new(Body::from(list));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let saved = HeaderValue::from_static("attachment; filename=\"notices.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, saved);
    Ok(response)
}
