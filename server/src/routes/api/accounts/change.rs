//! `PATCH /api/accounts/{username}`: changes what the body names.

use axum::Json;
use axum::extract::State;
use shared::wire::{Account, AccountChange};

use crate::http::{Answer, At, Sent, Server};
use crate::service::accounts;

/// Changes it.
pub async fn handle(
    State(server): State<Server>,
    At(username): At<String>,
    Sent(change): Sent<AccountChange>,
) -> Answer<Json<Account>> {
    Ok(Json(accounts::change(&server.site, username, change).await?))
}
