//! `GET /api/openapi.json?language=`: the interface as OpenAPI 3.1, from the table of routes.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;

use super::document::document;
use crate::http::{AtQuery, Server, language_of};

/// In which language it is told.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    language: Option<String>,
}

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    AtQuery(query): AtQuery<Query>,
    headers: HeaderMap,
) -> Json<Value> {
    Json(document(&server.routes, language_of(query.language.as_deref(), &headers)))
}
