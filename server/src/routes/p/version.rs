//! `GET /p/{campaign}/{version}`: a version that is published; with `.pdf`, `.docx`, `.xlsx`, `.csv`, `.json` the same as a file.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Query, answer};
use crate::http::{Answer, At, AtQuery, Server};
use crate::pages::Asked;

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, name)): At<(String, String)>,
    AtQuery(query): AtQuery<Query>,
    headers: HeaderMap,
) -> Answer<Response> {
    let (version, asked) = Asked::of(&name);
    // What is no number is no version: 0 is never one.
    let version = version.parse().unwrap_or_default();
    answer(&server, &campaign, Some(version), asked, &query, &headers).await
}
