//! `GET /api/campaigns/{campaign}/runs/{run}`: a run, to the byte what its digest is of.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::http::{Answer, At, Server};
use crate::service::runs;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, run)): At<(String, i64)>,
) -> Answer<impl IntoResponse> {
    let kept = runs::get(&server.site, campaign, run).await?;
    Ok(([(CONTENT_TYPE, "application/json")], kept.text))
}
