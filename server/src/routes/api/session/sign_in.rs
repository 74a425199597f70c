//! `POST /api/session`: signs in. A browser gets a cookie, a script that asks with `?bearer=true` a token.

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use serde::Deserialize;
use shared::wire::{Person, SignIn};

use crate::http::{Answer, AtQuery, Peer, Sent, Server, cookie};
use crate::secret;
use crate::service::session;

/// How the token is wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    bearer: bool,
}

/// Signs in.
pub async fn handle(
    State(server): State<Server>,
    Extension(peer): Extension<Peer>,
    AtQuery(query): AtQuery<Query>,
    headers: HeaderMap,
    Sent(request): Sent<SignIn>,
) -> Answer<Response> {
    let (person, token) = enter(&server, peer, request).await?;
    Ok(if query.bearer {
        Json(Person { token: Some(token), ..person }).into_response()
    } else {
        (AppendHeaders([(SET_COOKIE, cookie::set(&token, &headers))]), Json(person)).into_response()
    })
}

/// The one way in, whichever form it was: within the limits, and a session that is known from then on.
pub async fn enter(server: &Server, peer: Peer, request: SignIn) -> Answer<(Person, String)> {
    server.limits.sign_in(&peer, &request.username)?;
    let (person, token) = session::sign_in(&server.site, request).await?;
    server.limits.token_is_good(secret::hash(&token));
    server.limits.used_from(&person.username, peer);
    Ok((person, token))
}
