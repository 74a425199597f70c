//! `GET /api/openapi.json?language=`: the interface as OpenAPI 3.1, from the table of routes.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::Value;

use super::Told;
use super::document::document;
use crate::http::{AtQuery, Server, language_of};

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    AtQuery(told): AtQuery<Told>,
    headers: HeaderMap,
) -> Json<Value> {
    Json(document(&server.routes, language_of(told.language.as_deref(), &headers)))
}
