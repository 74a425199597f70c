//! `GET /api/campaigns/{campaign}/worklist`: leaves of units as work.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{WorkQuery, WorkRow};

use crate::http::{Answer, At, AtQuery, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<WorkQuery>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Vec<WorkRow>>> {
    Ok(Json(assess::worklist(&server.site, caller, campaign, query).await?))
}
