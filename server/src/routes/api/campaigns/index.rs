//! `GET /api/campaigns/{campaign}/index`: index:the index of each unit type.

use axum::Json;
use axum::extract::State;
use shared::wire::IndexView;

use crate::http::{Answer, At, Server};
use crate::service::results;

/// Gives it.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Json<IndexView>> {
    Ok(Json(results::index(&server.site, campaign).await?))
}
