//! `GET /api/campaigns/{campaign}/units/{unit}/files/{digest}/upload`: where an upload goes on.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::Upload;

use super::spot::{Named, spot};
use crate::http::{Answer, At, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At(named): At<Named>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Upload>> {
    Ok(Json(assess::received(&server.site, &server.uploads, caller, spot(named)?).await?))
}
