//! `GET /api/campaigns/{campaign}/phases`: from when to when each phase is open, and for whom longer.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::Calendar;

use crate::http::{Answer, At, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Shows them.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Calendar>> {
    Ok(Json(assess::calendar(&server.site, caller, campaign).await?))
}
