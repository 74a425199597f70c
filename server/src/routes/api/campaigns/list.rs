//! `GET /api/campaigns`: those that the person may see.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::CampaignSummary;

use crate::http::{Answer, Server};
use crate::service::campaigns;
use crate::service::session::Caller;

/// Lists them.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Vec<CampaignSummary>>> {
    Ok(Json(campaigns::list(&server.site, caller).await?))
}
