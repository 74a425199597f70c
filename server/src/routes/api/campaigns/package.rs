//! `GET /api/campaigns/{campaign}/package`: what a tablet keeps to work without network.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::TabletPackage;

use crate::http::{Answer, At, Server};
use crate::service::campaigns;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<TabletPackage>> {
    Ok(Json(campaigns::package(&server.site, caller, campaign).await?))
}
