//! `GET /api/campaigns/{campaign}/ballots/{ballot}`: one ballot, by its key, with its answers and reviews.

use axum::Json;
use axum::extract::State;
use shared::wire::BallotDetail;

use crate::http::{Answer, At, Refusal};
use crate::routes::Server;
use crate::service::ballots;

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, key)): At<(String, String)>,
) -> Answer<Json<BallotDetail>> {
    let key = key.parse().map_err(Refusal::unreadable)?;
    Ok(Json(ballots::detail(&server.site, campaign, key).await?))
}
