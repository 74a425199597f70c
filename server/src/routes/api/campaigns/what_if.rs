//! `POST /api/campaigns/{campaign}/what-if`: what would be if something else held, on a copy.

use axum::Json;
use axum::extract::State;
use shared::run::{Beside, Change};

use crate::http::{Answer, At, Sent, Server};
use crate::service::runs;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Sent(change): Sent<Change>,
) -> Answer<Json<Vec<Beside>>> {
    Ok(Json(runs::suppose(&server.site, campaign, change).await?))
}
