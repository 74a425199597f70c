//! `PUT /api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/answers/{id}`: what a unit explains; the same as often as it is sent.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{self, LeafRecord, Saying};

use super::spot::{Named, spot};
use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Answers.
pub async fn handle(
    State(server): State<Server>,
    At(named): At<Named>,
    Extension(caller): Extension<Caller>,
    Sent(saying): Sent<Saying<wire::Answer>>,
) -> Answer<Json<LeafRecord>> {
    Ok(Json(assess::say(&server.site, caller, spot(named)?, saying).await?))
}
