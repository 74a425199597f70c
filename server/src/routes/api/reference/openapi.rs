//! `GET /api/openapi.json?language=`: the interface as OpenAPI 3.1, from the table of routes.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

use super::Told;
use super::document::Document;
use crate::http::{AtQuery, Server, language_of};

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    AtQuery(told): AtQuery<Told>,
    headers: HeaderMap,
) -> Json<Document> {
    Json(Document::of(&server.routes, language_of(told.language.as_deref(), &headers)))
}
