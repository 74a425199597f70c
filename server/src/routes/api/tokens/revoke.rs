//! `DELETE /api/tokens/{token}`: revokes a token of a script, by its name.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::Token;

use crate::http::{Answer, At, Server};
use crate::service::session::Caller;
use crate::service::tokens;

/// Revokes it.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
    At(token): At<String>,
) -> Answer<Json<Token>> {
    Ok(Json(tokens::revoke(&server.site, (&caller).into(), token).await?))
}
