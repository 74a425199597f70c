//! `GET /api/campaigns/{campaign}/counts`: planned and received.

use axum::Json;
use axum::extract::State;
use shared::wire::Counts;

use crate::http::{Answer, At, Server};
use crate::service::counts;

/// Gives them.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Json<Counts>> {
    Ok(Json(counts::counts(&server.site, campaign).await?))
}
