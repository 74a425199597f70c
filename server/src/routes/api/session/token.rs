//! `POST /api/session/token`: hands what signs an interviewer in to the tablet, which locks it behind a PIN; the browser's cookie goes.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::{Extension, Json};
use shared::problem::Problem;
use shared::wire::{Person, Role};

use crate::http::{Answer, Credential, Refusal, Server, cookie};
use crate::service::session::Caller;

/// Hands it over. Whoever does more than interview reads pages of the server too, which a cookie alone opens.
pub async fn handle(
    State(server): State<Server>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Answer<Response> {
    let token = match Credential::of(&headers, server.https) {
        Some(Credential::Cookie(token) | Credential::Bearer(token)) => token.to_owned(),
        _ => String::new(),
    };
    if token.is_empty() || caller.roles.iter().any(|grant| grant.role != Role::Interviewer) {
        return Err(Refusal::new(StatusCode::CONFLICT, Problem::new("session.no_pin")));
    }
    let gone = AppendHeaders(cookie::clear().map(|gone| (SET_COOKIE, gone)));
    Ok((gone, Json(Person { token: Some(token), ..caller.person() })).into_response())
}
