//! `POST /api/campaigns/{campaign}/ballots/{ballot}/reviews`: accepts, rejects or reopens a ballot, by its number.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{BallotDetail, Review};

use crate::http::{Answer, At, Refusal, Sent, Server};
use crate::service::review;
use crate::service::session::Caller;

/// Decides.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, position)): At<(String, String)>,
    Extension(caller): Extension<Caller>,
    Sent(decision): Sent<Review>,
) -> Answer<Json<BallotDetail>> {
    let position = position.parse().map_err(Refusal::unreadable)?;
    Ok(Json(review::review(&server.site, caller, campaign, position, decision).await?))
}
