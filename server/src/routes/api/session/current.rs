//! `GET /api/session`: who is signed in.

use axum::{Extension, Json};
use shared::wire::Person;

use crate::service::session::Caller;

/// Says who is signed in.
pub async fn handle(Extension(caller): Extension<Caller>) -> Json<Person> {
    Json(caller.person())
}
