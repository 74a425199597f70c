//! `GET /api/version`: what is running and for which office, for everybody.

use axum::Json;
use axum::extract::State;
use shared::wire::Version;

use crate::http::Server;
use crate::service::campaigns;

/// Says what is running. Who has not signed in learns no more of the campaigns than the names at its door.
pub async fn handle(State(server): State<Server>) -> Json<Version> {
    // A store that cannot be read just now is no reason to say nothing.
    let (province, office) = campaigns::host(&server.site).await.unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Json(Version { build: server.app.build(), version, province, office })
}
