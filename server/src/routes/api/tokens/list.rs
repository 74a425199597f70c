//! `GET /api/tokens`: all tokens of scripts, without their secrets.

use axum::Json;
use axum::extract::State;
use shared::wire::Token;

use crate::http::{Answer, Server};
use crate::service::tokens;

/// Lists them.
pub async fn handle(State(server): State<Server>) -> Answer<Json<Vec<Token>>> {
    Ok(Json(tokens::list(&server.site).await?))
}
