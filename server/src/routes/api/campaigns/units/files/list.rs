//! `GET /api/campaigns/{campaign}/units/{unit}/files`: what a unit gave as evidence.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::EvidenceList;

use crate::http::{Answer, At, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(named): At<(String, String)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<EvidenceList>> {
    Ok(Json(assess::files(&server.site, caller, named, server.most_evidence).await?))
}
