//! `PATCH /api/accounts/{username}`: changes what the body names.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{Account, AccountChange};

use crate::http::{Answer, At, Sent, Server};
use crate::service::accounts;
use crate::service::session::Caller;

/// Changes it.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
    At(username): At<String>,
    Sent(change): Sent<AccountChange>,
) -> Answer<Json<Account>> {
    Ok(Json(accounts::change(&server.site, (&caller).into(), username, change).await?))
}
