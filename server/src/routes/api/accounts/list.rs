//! `GET /api/accounts`: all accounts with their roles.

use axum::Json;
use axum::extract::State;
use shared::wire::Account;

use crate::http::{Answer, Server};
use crate::service::accounts;

/// Lists them.
pub async fn handle(State(server): State<Server>) -> Answer<Json<Vec<Account>>> {
    Ok(Json(accounts::list(&server.site).await?))
}
