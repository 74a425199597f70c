//! `POST /r`: signs in from a page below `/r`, without a script, and leads to the page that was asked for. `GET` leads to the app.

use axum::Extension;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use shared::problem::Problem;
use shared::wire::SignIn;

use crate::http::{Answer, Filled, Peer, Refusal, Server, cookie};
use crate::pages::office::Entrance;
use crate::routes::api::session::sign_in::enter;

/// Signs in, or says why not, with the form once more.
pub async fn sign_in(
    State(server): State<Server>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Filled(mut filled): Filled,
) -> Answer<Response> {
    let mut said = |name: &str| filled.remove(name).unwrap_or_default();
    let (username, password, to) = (said("username").trim().to_owned(), said("password"), said("to"));
    if !is_ours(&to) {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, Problem::new("request.no_such_file")));
    }
    match enter(&server, peer, SignIn { username: username.clone(), password }).await {
        Ok((_, token)) => {
            let cookie = AppendHeaders([(SET_COOKIE, cookie::set(&token, &headers))]);
            Ok((cookie, Redirect::to(&to)).into_response())
        }
        Err(refusal) => Err(refusal.at(Entrance { to, username })),
    }
}

/// Leads to the app, which knows what there is to read.
pub async fn home() -> Redirect {
    Redirect::to("/")
}

/// Whether it is the address of a page below `/r`: nobody is led elsewhere.
fn is_ours(to: &str) -> bool {
    to.starts_with("/r/") && to.parse::<Uri>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        for to in ["/r/a-2019", "/r/a-2019/units/S%C3%81?run=3&lang=en"] {
            assert!(is_ours(to), "{to}");
        }
        for to in ["", "/", "/p/a", "//r/a", "https://elsewhere.example/r/", "/r/a\r\nset-cookie: b", "r/a"] {
            assert!(!is_ours(to), "{to}");
        }
    }
}
