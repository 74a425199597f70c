//! `GET /api/inbox`: what waits for the caller.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::Inbox;

use crate::http::{Answer, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Inbox>> {
    Ok(Json(assess::inbox(&server.site, caller).await?))
}
