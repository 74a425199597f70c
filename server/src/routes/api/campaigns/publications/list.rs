//! `GET /api/campaigns/{campaign}/publications`: the versions, the oldest first.

use axum::Json;
use axum::extract::State;
use shared::wire::Publication;

use crate::http::{Answer, At, Server};
use crate::service::publish;

/// Gives them.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
) -> Answer<Json<Vec<Publication>>> {
    Ok(Json(publish::list(&server.site, campaign).await?))
}
