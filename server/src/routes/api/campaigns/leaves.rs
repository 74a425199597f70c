//! `GET /api/campaigns/{campaign}/leaves`: each leaf over all units.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::LeafWork;

use crate::http::{Answer, At, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Vec<LeafWork>>> {
    Ok(Json(assess::leaves(&server.site, caller, campaign).await?))
}
