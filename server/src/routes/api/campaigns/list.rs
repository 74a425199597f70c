//! `GET /api/campaigns`: those that the person may see. A tablet that asks tells how it stands.

use axum::extract::State;
use axum::{Extension, Json};
use serde::Deserialize;
use shared::wire::CampaignSummary;
use uuid::Uuid;

use crate::http::{Answer, AtQuery, Server};
use crate::service::campaigns;
use crate::service::devices::{self, Told};
use crate::service::session::Caller;

/// How a tablet stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    device: Option<Uuid>,
    app: String,
    persisted: bool,
    clock: Option<i64>,
    unsent: u32,
    drafts: u32,
    held: Option<String>,
}

/// Lists them.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
    AtQuery(asked): AtQuery<Query>,
) -> Answer<Json<Vec<CampaignSummary>>> {
    if let Some(id) = asked.device.filter(|_| !caller.is_script) {
        let Query { app, persisted, clock: clock_ms, unsent, drafts, held, .. } = asked;
        let told = Told { id, app, persisted, clock_ms, unsent, drafts, held };
        devices::told(&server.site, &caller, told).await;
    }
    Ok(Json(campaigns::list(&server.site, caller).await?))
}
