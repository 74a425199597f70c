//! `GET /api/campaigns/{campaign}/ballots/{ballot}`: one ballot, by its number, with its answers and reviews.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::BallotDetail;

use crate::http::{Answer, At, Refusal, Server};
use crate::service::ballots;
use crate::service::session::Caller;

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
    At((campaign, position)): At<(String, String)>,
) -> Answer<Json<BallotDetail>> {
    let position = position.parse().map_err(Refusal::unreadable)?;
    Ok(Json(ballots::detail(&server.site, caller, campaign, position).await?))
}
