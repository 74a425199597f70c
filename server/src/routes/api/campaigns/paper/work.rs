//! `GET /api/campaigns/{campaign}/paper/{batch}`: what the caller keys of a batch.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::PaperWork;

use crate::http::{Answer, At, Server};
use crate::service::papers;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, batch)): At<(String, i64)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<PaperWork>> {
    Ok(Json(papers::work(&server.site, caller, campaign, batch).await?))
}
