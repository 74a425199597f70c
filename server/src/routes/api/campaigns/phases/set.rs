//! `POST /api/campaigns/{campaign}/phases`: opens or closes a phase, at once or by date.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{Calendar, PhaseChange};

use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Opens or closes it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(change): Sent<PhaseChange>,
) -> Answer<Json<Calendar>> {
    Ok(Json(assess::set_phase(&server.site, caller, campaign, change).await?))
}
