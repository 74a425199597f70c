//! `GET` and `POST /api/campaigns/{campaign}/paper`: batches of papers that are handed out.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{NewPaperBatch, PaperBatch};

use crate::http::{Answer, At, Sent, Server};
use crate::service::papers;
use crate::service::session::Caller;

/// Lists them, the newest first.
pub async fn list(State(server): State<Server>, At(campaign): At<String>) -> Answer<Json<Vec<PaperBatch>>> {
    Ok(Json(papers::list(&server.site, campaign).await?))
}

/// Hands papers out.
pub async fn issue(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(what): Sent<NewPaperBatch>,
) -> Answer<Json<PaperBatch>> {
    Ok(Json(papers::issue(&server.site, caller, campaign, what, None).await?))
}
