//! `POST /api/accounts/bulk`: makes many accounts, all or none.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::wire::{NewAccount, Roster};

use crate::http::{Answer, Sent, Server};
use crate::service::roster;

/// Makes them.
pub async fn handle(
    State(server): State<Server>,
    Sent(list): Sent<Roster>,
) -> Answer<(StatusCode, Json<Vec<NewAccount>>)> {
    Ok((StatusCode::CREATED, Json(roster::make(&server.site, list).await?)))
}
