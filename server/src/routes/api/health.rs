//! `GET /api/health`: whether the server can do its work, for whoever watches over it. 503 where it cannot.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::wire::Health;

use crate::disk::Disk;
use crate::http::Server;
use crate::service::health;

/// Says so. To strangers no figures.
pub async fn handle(State(server): State<Server>) -> (StatusCode, Json<Health>) {
    let store = health::store_answers(&server.site).await;
    let disk_low = Disk::under(&server.data).is_ok_and(|disk| disk.is_low());
    let status = if store { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Health { store, disk_low, version: env!("CARGO_PKG_VERSION").to_owned() }))
}
