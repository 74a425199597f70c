//! `GET /api/campaigns/{campaign}/units/{unit}/assessment`: all that was said of a unit.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::UnitRecord;

use crate::http::{Answer, At, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, unit)): At<(String, String)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<UnitRecord>> {
    Ok(Json(assess::unit(&server.site, caller, campaign, unit).await?))
}
