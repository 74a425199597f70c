//! `GET /api/campaigns/{campaign}/runs`: the runs, the newest first.

use axum::Json;
use axum::extract::State;
use shared::wire::RunHead;

use crate::http::{Answer, At, Server};
use crate::service::runs;

/// Gives them.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Json<Vec<RunHead>>> {
    Ok(Json(runs::list(&server.site, campaign).await?))
}
