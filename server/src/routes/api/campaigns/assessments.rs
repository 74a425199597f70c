//! `GET /api/campaigns/{campaign}/assessments`: how far each unit has come.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::UnitProgress;

use crate::http::{Answer, At, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Vec<UnitProgress>>> {
    Ok(Json(assess::overview(&server.site, caller, campaign).await?))
}
