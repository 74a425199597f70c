//! `GET /e/{code}`: whose tablet a link enrols; `POST` uses it up, signs the browser in and leads to the app.

use std::sync::LazyLock;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse as _, Response};

use super::shut::refused;
use crate::http::{Answer, At, Peer, Server, cookie, language_of, paper};
use crate::pages::office::{Offer, SCRIPT, STYLE, enrolled, offer, shut};
use crate::secret;
use crate::service::enrol as service;
use crate::service::respond::Code;

/// Its own style, the script that says to the app that somebody is signed in, and a form that comes back here.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy_with(STYLE, SCRIPT, "'self'"));

/// Says whose tablet it enrols. Nothing is used up by that.
pub async fn show(
    State(server): State<Server>,
    Extension(peer): Extension<Peer>,
    At(code): At<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let language = language_of(None, &headers);
    let codes = Code::typed(&code);
    match service::look(&server.site, codes.clone()).await {
        Ok(opened) => {
            codes.iter().try_for_each(|code| server.limits.code(&code.digest()))?;
            Ok(paper::unkept(offer(language, &Offer { code, opened }), &POLICY))
        }
        Err(error) => refused(&server, &peer, error, |why| shut(language, why), &POLICY),
    }
}

/// Enrols it.
pub async fn enrol(
    State(server): State<Server>,
    Extension(peer): Extension<Peer>,
    At(code): At<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let language = language_of(None, &headers);
    match service::enrol(&server.site, Code::typed(&code)).await {
        Ok((username, token)) => {
            server.limits.token_is_good(secret::hash(&token));
            server.limits.used_from(&username, peer);
            let cookie = AppendHeaders([(SET_COOKIE, cookie::set(&token, &headers))]);
            Ok((cookie, paper::unkept(enrolled(language), &POLICY)).into_response())
        }
        Err(error) => refused(&server, &peer, error, |why| shut(language, why), &POLICY),
    }
}
