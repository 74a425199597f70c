//! `GET /api/campaigns/{campaign}/counts`: planned and received.

use axum::Json;
use axum::extract::{Path, State};
use shared::wire::Counts;

use crate::http::Answer;
use crate::routes::Server;
use crate::service::counts;

/// Gives them.
pub async fn handle(State(server): State<Server>, Path(campaign): Path<String>) -> Answer<Json<Counts>> {
    Ok(Json(counts::counts(&server.site, campaign).await?))
}
