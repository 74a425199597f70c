//! `PUT /api/session/password`: the person's own password. The other sessions of the account end, this one stays.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use shared::wire::PasswordChange;

use crate::http::{Answer, Peer, Sent, Server};
use crate::service::session::{self, Caller};

/// Changes it.
pub async fn handle(
    State(server): State<Server>,
    Extension(peer): Extension<Peer>,
    Extension(caller): Extension<Caller>,
    Sent(change): Sent<PasswordChange>,
) -> Answer<StatusCode> {
    server.limits.sign_in(&peer, &caller.username)?;
    session::change_password(&server.site, caller, change).await?;
    Ok(StatusCode::NO_CONTENT)
}
