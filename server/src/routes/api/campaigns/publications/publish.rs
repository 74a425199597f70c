//! `POST /api/campaigns/{campaign}/publications`: publishes the newest run, or a correction.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use shared::wire::{Publication, PublicationRequest};

use crate::http::{Answer, At, Sent, Server};
use crate::service::publish;
use crate::service::session::Caller;

/// Publishes.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(request): Sent<PublicationRequest>,
) -> Answer<(StatusCode, Json<Publication>)> {
    let made = publish::publish(&server.site, (&caller).into(), campaign, request).await?;
    Ok((StatusCode::CREATED, Json(made)))
}
