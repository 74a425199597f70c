//! `POST /api/accounts/bulk`: makes many accounts, all or none.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use shared::wire::{NewAccount, Roster};

use crate::http::{Answer, Sent, Server};
use crate::service::roster;
use crate::service::session::Caller;

/// Makes them.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
    Sent(list): Sent<Roster>,
) -> Answer<(StatusCode, Json<Vec<NewAccount>>)> {
    Ok((StatusCode::CREATED, Json(roster::make(&server.site, (&caller).into(), list).await?)))
}
