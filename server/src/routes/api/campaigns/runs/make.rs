//! `POST /api/campaigns/{campaign}/runs`: the newest run, made where inputs changed.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::RunHead;

use crate::http::{Answer, At, Server};
use crate::service::log::Actor;
use crate::service::runs;
use crate::service::session::Caller;

/// Does it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<RunHead>> {
    let (head, _) = runs::newest(&server.site, Actor::from(&caller), campaign).await?;
    Ok(Json(head))
}
