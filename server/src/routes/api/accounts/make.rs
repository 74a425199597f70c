//! `POST /api/accounts`: makes an account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use shared::wire::{Account, AccountChange};

use crate::http::{Answer, Sent, Server};
use crate::service::accounts;
use crate::service::session::Caller;

/// Makes it.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
    Sent(change): Sent<AccountChange>,
) -> Answer<(StatusCode, Json<Account>)> {
    Ok((StatusCode::CREATED, Json(accounts::make(&server.site, (&caller).into(), change).await?)))
}
