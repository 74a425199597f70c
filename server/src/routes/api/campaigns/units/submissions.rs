//! `POST /api/campaigns/{campaign}/units/{unit}/submissions`: prepares, returns or approves a self-assessment.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{Submitting, UnitRecord};

use crate::files::Files;
use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Takes the step.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, unit)): At<(String, String)>,
    Extension(caller): Extension<Caller>,
    Sent(submitting): Sent<Submitting>,
) -> Answer<Json<UnitRecord>> {
    let files = Files::of(&server.data);
    Ok(Json(assess::submit(&server.site, caller, campaign, unit, submitting, &files).await?))
}
