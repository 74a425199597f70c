//! `GET /a`: a field for the code that stands on paper; `POST` leads to its page.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use shared::problem::Problem;

use super::answer::{Coming, sent};
use crate::http::{Answer, Filled};
use crate::pages::respond::{Guest, door};

/// Shows it.
pub async fn show(coming: Coming) -> Response {
    sent(door(&coming.guest, "", None))
}

/// Leads to the page of a code that is here.
pub async fn enter(coming: Coming, Filled(filled): Filled) -> Answer<Response> {
    let typed = filled.get("code").map_or("", String::as_str);
    Ok(match coming.found(typed).await? {
        Some((code, _)) => Redirect::to(&Guest { code: Some(code), ..coming.guest }.to(&[])).into_response(),
        None => shut(&coming, typed),
    })
}

/// The door where a code opens nothing.
pub fn shut(coming: &Coming, typed: &str) -> Response {
    let why = Problem::new("invitation.absent");
    (StatusCode::NOT_FOUND, sent(door(&coming.guest, typed, Some(&why)))).into_response()
}
