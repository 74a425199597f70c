//! `GET /api/campaigns/{campaign}/package`: what a tablet keeps to work without network.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::TabletPackage;

use crate::http::{Answer, At, Server};
use crate::service::session::Caller;
use crate::service::{campaigns, devices};

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<TabletPackage>> {
    let package = campaigns::package(&server.site, caller.clone(), campaign.clone()).await?;
    devices::fetched(&server.site, &caller, campaign).await;
    Ok(Json(package))
}
