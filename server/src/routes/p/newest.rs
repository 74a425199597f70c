//! `GET /p/{campaign}`: the newest version that is published; with `.pdf`, `.docx`, `.xlsx`, `.csv`, `.json` the same as a file.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Query, answer};
use crate::http::{Answer, At, AtQuery, Server};
use crate::pages::Asked;

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    At(name): At<String>,
    AtQuery(query): AtQuery<Query>,
    headers: HeaderMap,
) -> Answer<Response> {
    let (campaign, asked) = Asked::of(&name);
    answer(&server, campaign, None, asked, &query, &headers).await
}
