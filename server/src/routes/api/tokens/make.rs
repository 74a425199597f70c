//! `POST /api/tokens`: makes a token of a script; the answer alone holds its secret.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use shared::wire::{NewToken, TokenRequest};

use crate::http::{Answer, Sent, Server};
use crate::service::session::Caller;
use crate::service::tokens;

/// Makes it.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
    Sent(request): Sent<TokenRequest>,
) -> Answer<(StatusCode, Json<NewToken>)> {
    Ok((StatusCode::CREATED, Json(tokens::make(&server.site, (&caller).into(), request).await?)))
}
