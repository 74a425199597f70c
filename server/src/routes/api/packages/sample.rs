//! `POST /api/packages/sample`: the same for the sample that the program carries.

use axum::Json;
use axum::extract::State;
use shared::wire::CheckedPackage;

use crate::http::{Answer, Server};
use crate::service::import::{Offered, Staged, check};

/// Checks it.
pub async fn handle(State(server): State<Server>) -> Answer<Json<CheckedPackage>> {
    Ok(Json(check(&server.site, &Staged::of(&server.data), Offered::Sample).await?))
}
