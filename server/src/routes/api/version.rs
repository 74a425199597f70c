//! `GET /api/version`: what is running, for everybody.

use axum::Json;
use shared::wire::Version;

use crate::routes::files;

/// Says what is running.
pub async fn handle() -> Json<Version> {
    Json(Version { build: files::build().to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() })
}
