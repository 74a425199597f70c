//! `POST /api/campaigns/{campaign}/acceptances`: gives many leaves the points that stand.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{Acceptance, Accepting};

use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Accepts them.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(accepting): Sent<Accepting>,
) -> Answer<Json<Vec<Acceptance>>> {
    Ok(Json(assess::accept(&server.site, caller, campaign, accepting).await?))
}
