//! `POST /api/campaigns/{campaign}/paper/{batch}/cancellation`: a batch was handed out by mistake.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{PaperBatch, PaperCancel};

use crate::http::{Answer, At, Sent, Server};
use crate::service::papers;
use crate::service::session::Caller;

/// Cancels it, while nothing of it is keyed.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, batch)): At<(String, i64)>,
    Extension(caller): Extension<Caller>,
    Sent(why): Sent<PaperCancel>,
) -> Answer<Json<PaperBatch>> {
    Ok(Json(papers::cancel(&server.site, caller, campaign, batch, why.reason).await?))
}
