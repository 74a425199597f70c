//! `PUT /api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/appraisals/{id}`: what an appraiser says of a leaf; the same as often as it is sent.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{Appraisal, LeafRecord, Saying};

use super::spot::{Named, spot};
use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Appraises it.
pub async fn handle(
    State(server): State<Server>,
    At(named): At<Named>,
    Extension(caller): Extension<Caller>,
    Sent(saying): Sent<Saying<Appraisal>>,
) -> Answer<Json<LeafRecord>> {
    Ok(Json(assess::say(&server.site, caller, spot(named)?, saying).await?))
}
