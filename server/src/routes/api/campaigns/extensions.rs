//! `POST /api/campaigns/{campaign}/extensions`: gives a unit longer in a phase.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{self, Calendar};

use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(extension): Sent<wire::Extension>,
) -> Answer<Json<Calendar>> {
    Ok(Json(assess::extend(&server.site, caller, campaign, extension).await?))
}
