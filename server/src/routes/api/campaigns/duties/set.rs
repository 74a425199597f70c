//! `POST /api/campaigns/{campaign}/duties`: gives a domain to an appraiser, or takes it.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{Duty, DutyChange};

use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Does it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(change): Sent<DutyChange>,
) -> Answer<Json<Vec<Duty>>> {
    Ok(Json(assess::set_duty(&server.site, caller, campaign, change).await?))
}
