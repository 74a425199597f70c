//! `GET /a`: a field for the code that stands on paper; `POST` leads to its page.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use shared::problem::Problem;

use super::answer::{Coming, sent};
use crate::http::{Answer, Filled};
use crate::pages::respond::{Guest, door};
use crate::service::respond::Code;

/// Shows it.
pub async fn show(coming: Coming) -> Response {
    sent(door(&coming.guest, "", None))
}

/// Leads to the page of a code that is here.
pub async fn enter(coming: Coming, Filled(filled): Filled) -> Answer<Response> {
    let typed = filled.get("code").map_or("", String::as_str);
    let Some(code) = Code::typed(typed) else { return Ok(shut(&coming, typed)) };
    match coming.visit(&code).await {
        Ok(_) => Ok(Redirect::to(&Guest { code: Some(code), ..coming.guest }.to(&[])).into_response()),
        Err(refusal) if refusal.status() == StatusCode::NOT_FOUND => Ok(shut(&coming, typed)),
        Err(refusal) => Err(refusal),
    }
}

/// The door where a code opens nothing.
pub fn shut(coming: &Coming, typed: &str) -> Response {
    let why = Problem::new("invitation.absent");
    (StatusCode::NOT_FOUND, sent(door(&coming.guest, typed, Some(&why)))).into_response()
}
