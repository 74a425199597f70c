//! `GET /api/campaigns/{campaign}/worklist`: leaves of units as work.

use axum::Extension;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use shared::wire::WorkQuery;

use crate::http::{Answer, At, AtQuery, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<WorkQuery>,
    Extension(caller): Extension<Caller>,
) -> Answer<impl IntoResponse> {
    let json = assess::worklist(&server.site, caller, campaign, query).await?;
    Ok(([(CONTENT_TYPE, "application/json")], json))
}
