//! `GET /api/campaigns/{campaign}/survey`: survey:survey points of each unit and leaf, with the answers behind each.

use axum::Json;
use axum::extract::{Path, State};
use shared::wire::SurveyView;

use crate::http::Answer;
use crate::routes::Server;
use crate::service::results;

/// Gives them.
pub async fn handle(State(server): State<Server>, Path(campaign): Path<String>) -> Answer<Json<SurveyView>> {
    Ok(Json(results::survey(&server.site, campaign).await?))
}
