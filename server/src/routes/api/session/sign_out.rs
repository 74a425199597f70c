//! `DELETE /api/session`: signs out. Ballots and drafts stay on the tablet.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};

use crate::http::{Answer, Server, cookie};
use crate::service::session::{self, Caller};

/// Signs out.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
) -> Answer<impl IntoResponse> {
    session::sign_out(&server.site, caller).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookie::clear().map(|gone| (SET_COOKIE, gone)))))
}
