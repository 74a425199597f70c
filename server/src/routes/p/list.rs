//! `GET /p`: what is published, of all campaigns.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Query, sent};
use crate::http::{Answer, AtQuery, Server, language_of};
use crate::pages::Asked;

/// Lists it.
pub async fn handle(
    State(server): State<Server>,
    AtQuery(query): AtQuery<Query>,
    headers: HeaderMap,
) -> Answer<Response> {
    let language = language_of(query.lang.as_deref(), &headers);
    let page = server.pages.list(&server.site, language).await?;
    Ok(sent(page, Asked::Page, &headers))
}
