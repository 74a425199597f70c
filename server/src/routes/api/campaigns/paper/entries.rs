//! `PUT /api/campaigns/{campaign}/paper/{batch}/{paper}/entries/{id}` keeps what the caller read on a paper, `GET …/{paper}/entry` gives
//! what they keyed last of it.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{PaperEntry, PaperKept};
use uuid::Uuid;

use crate::http::{Answer, At, Sent, Server};
use crate::service::papers::{self, Keying};
use crate::service::session::Caller;

/// Keeps it.
pub async fn key(
    State(server): State<Server>,
    At((campaign, batch, paper, id)): At<(String, i64, u32, Uuid)>,
    Extension(caller): Extension<Caller>,
    Sent(entry): Sent<PaperEntry>,
) -> Answer<Json<PaperKept>> {
    let of = Keying { campaign, batch, paper, id };
    Ok(Json(papers::key(&server.site, caller, of, entry).await?))
}

/// Gives the caller's own, and nobody else's.
pub async fn own(
    State(server): State<Server>,
    At((campaign, batch, paper)): At<(String, i64, u32)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<PaperEntry>> {
    Ok(Json(papers::own(&server.site, caller, campaign, (batch, paper)).await?))
}
