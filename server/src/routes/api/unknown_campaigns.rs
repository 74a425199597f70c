//! `GET /api/unknown-campaigns`: ballots whose campaign was never imported here.

use axum::Json;
use axum::extract::State;
use shared::wire::UnknownCampaign;

use crate::http::{Answer, Server};
use crate::service::ballots;

/// Lists the campaigns that they name.
pub async fn handle(State(server): State<Server>) -> Answer<Json<Vec<UnknownCampaign>>> {
    Ok(Json(ballots::unknown_campaigns(&server.site).await?))
}
