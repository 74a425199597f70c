//! `PUT /api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/entries/{id}`: what a unit says of a leaf; the same as often as it is sent.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{Entry, LeafRecord, Saying};

use super::spot::{Named, spot};
use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Enters it.
pub async fn handle(
    State(server): State<Server>,
    At(named): At<Named>,
    Extension(caller): Extension<Caller>,
    Sent(saying): Sent<Saying<Entry>>,
) -> Answer<Json<LeafRecord>> {
    Ok(Json(assess::say(&server.site, caller, spot(named)?, saying).await?))
}
