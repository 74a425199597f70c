//! `GET /api/campaigns/{campaign}/package`: what a tablet keeps to work without network. One that knows messages tells which were read there.

use axum::extract::State;
use axum::{Extension, Json};
use serde::Deserialize;
use shared::wire::TabletPackage;

use crate::http::{Answer, At, AtQuery, Server};
use crate::service::session::Caller;
use crate::service::{backchecks, campaigns, devices, messages};

/// What a tablet tells.
#[derive(Deserialize)]
pub struct Query {
    /// Messages that were read there, by number and the time of its clock.
    read: Option<String>,
}

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    AtQuery(asked): AtQuery<Query>,
) -> Answer<Json<TabletPackage>> {
    let mut package = campaigns::package(&server.site, caller.clone(), campaign.clone()).await?;
    if let Some(read) = asked.read.filter(|_| !caller.is_script) {
        let given = messages::exchange(&server.site, &caller, campaign.clone(), &read).await?;
        (package.messages, package.messages_read) = given;
        package.messages.extend(backchecks::waiting(&server.site, &caller, campaign.clone()).await?);
    }
    devices::fetched(&server.site, &caller, campaign).await;
    Ok(Json(package))
}
