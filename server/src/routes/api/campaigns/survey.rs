//! `GET /api/campaigns/{campaign}/survey`: survey:survey points of each unit and leaf, with the answers behind each.

use axum::Json;
use axum::extract::State;
use shared::wire::SurveyView;

use crate::http::{Answer, At, Server};
use crate::service::results;

/// Gives them.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Json<SurveyView>> {
    Ok(Json(results::survey(&server.site, campaign).await?))
}
