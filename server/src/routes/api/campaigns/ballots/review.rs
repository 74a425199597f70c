//! `POST /api/campaigns/{campaign}/ballots/{ballot}/reviews`: accepts, rejects or reopens a ballot, by its key.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{BallotDetail, Review};

use crate::http::{Answer, At, Refusal, Sent};
use crate::routes::Server;
use crate::service::review;
use crate::service::session::Caller;

/// Decides.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, key)): At<(String, String)>,
    Extension(caller): Extension<Caller>,
    Sent(decision): Sent<Review>,
) -> Answer<Json<BallotDetail>> {
    let key = key.parse().map_err(Refusal::unreadable)?;
    Ok(Json(review::review(&server.site, caller, campaign, key, decision).await?))
}
