//! `GET /api/campaigns/{campaign}`: the whole campaign, for the office.

use axum::Json;
use axum::extract::State;
use shared::campaign::Campaign;

use crate::http::{Answer, At, Server};
use crate::service::campaigns;

/// Gives it.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Json<Campaign>> {
    Ok(Json(campaigns::whole(&server.site, campaign).await?))
}
