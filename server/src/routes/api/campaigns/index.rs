//! `GET /api/campaigns/{campaign}/index`: index:the index of each unit type.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::http::{Answer, At, Server};
use crate::service::results;

/// Gives it.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<impl IntoResponse> {
    let json = results::index_json(&server.site, campaign).await?;
    Ok(([(CONTENT_TYPE, "application/json")], json))
}
