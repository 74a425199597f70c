//! `POST /api/accounts`: makes an account.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::wire::{Account, AccountChange};

use crate::http::{Answer, Sent, Server};
use crate::service::accounts;

/// Makes it.
pub async fn handle(
    State(server): State<Server>,
    Sent(change): Sent<AccountChange>,
) -> Answer<(StatusCode, Json<Account>)> {
    Ok((StatusCode::CREATED, Json(accounts::make(&server.site, change).await?)))
}
