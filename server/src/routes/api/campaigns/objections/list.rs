//! `GET /api/campaigns/{campaign}/objections`: all of them, with what was answered.

use axum::Json;
use axum::extract::State;
use shared::wire::Objection;

use crate::http::{Answer, At, Server};
use crate::service::objections;

/// Gives them.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Json<Vec<Objection>>> {
    Ok(Json(objections::list(&server.site, campaign).await?))
}
