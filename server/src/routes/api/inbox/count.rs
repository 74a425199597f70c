//! `GET /api/inbox/count`: how much waits for the caller.

use axum::extract::State;
use axum::{Extension, Json};
use shared::message::Language;
use shared::wire::InboxCount;

use crate::http::{Answer, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<InboxCount>> {
    let inbox = assess::inbox(&server.site, caller, Language::Vi).await?;
    Ok(Json(InboxCount { count: inbox.notices.len() }))
}
