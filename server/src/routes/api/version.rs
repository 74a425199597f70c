//! `GET /api/version`: what is running, for everybody.

use axum::Json;
use axum::extract::State;
use shared::wire::Version;

use crate::routes::Server;

/// Says what is running.
pub async fn handle(State(server): State<Server>) -> Json<Version> {
    Json(Version { build: server.app.build(), version: env!("CARGO_PKG_VERSION").to_owned() })
}
