//! What an address says that opens nothing.

use axum::http::HeaderValue;
use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;

use crate::http::{Answer, Peer, Refusal, Server, paper};
use crate::service::{Error, Kind};

/// A page that says why an address opens nothing; who guesses is slowed down.
pub(super) fn refused(
    server: &Server,
    peer: &Peer,
    error: Error,
    shut: impl Fn(&Problem) -> String,
    policy: &HeaderValue,
) -> Answer<Response> {
    let Error::Refused(kind, problem) = error else { return Err(error.into()) };
    if kind == Kind::Absent {
        server.limits.guess(peer)?;
    }
    let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
    Ok((status, paper::unkept(shut(&problem), policy)).into_response())
}
