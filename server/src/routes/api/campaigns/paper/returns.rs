//! `POST /api/campaigns/{campaign}/paper/{batch}/returns`: papers came back.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{PaperBatch, PaperReturn};

use crate::http::{Answer, At, Sent, Server};
use crate::service::papers;
use crate::service::session::Caller;

/// Notes how many, and when.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, batch)): At<(String, i64)>,
    Extension(caller): Extension<Caller>,
    Sent(back): Sent<PaperReturn>,
) -> Answer<Json<PaperBatch>> {
    Ok(Json(papers::take_back(&server.site, caller, campaign, batch, back).await?))
}
