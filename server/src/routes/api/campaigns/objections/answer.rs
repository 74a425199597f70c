//! `POST /api/campaigns/{campaign}/objections/{objection}/answer`: grants or refuses it.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{NewReply, Objection};

use crate::http::{Answer, At, Sent, Server};
use crate::service::objections;
use crate::service::session::Caller;

/// Answers.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, objection)): At<(String, i64)>,
    Extension(caller): Extension<Caller>,
    Sent(reply): Sent<NewReply>,
) -> Answer<Json<Objection>> {
    Ok(Json(objections::answer(&server.site, caller, campaign, objection, reply).await?))
}
