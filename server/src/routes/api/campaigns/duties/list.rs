//! `GET /api/campaigns/{campaign}/duties`: who appraises which domain.

use axum::Json;
use axum::extract::State;
use shared::wire::Duty;

use crate::http::{Answer, At, Server};
use crate::service::assess;

/// Gives it.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Json<Vec<Duty>>> {
    Ok(Json(assess::duties(&server.site, campaign).await?))
}
