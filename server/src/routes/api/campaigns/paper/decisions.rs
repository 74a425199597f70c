//! `GET /api/campaigns/{campaign}/paper/{batch}/{paper}/difference` gives two entries that differ to who keyed neither, and `PUT
//! …/{paper}/decisions/{id}` keeps what they say of it.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{PaperDifference, PaperEntry, PaperKept};
use uuid::Uuid;

use crate::http::{Answer, At, Sent, Server};
use crate::service::papers::{self, Keying};
use crate::service::session::Caller;

/// Shows both.
pub async fn difference(
    State(server): State<Server>,
    At((campaign, batch, paper)): At<(String, i64, u32)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<PaperDifference>> {
    Ok(Json(papers::difference(&server.site, caller, campaign, (batch, paper)).await?))
}

/// Decides.
pub async fn decide(
    State(server): State<Server>,
    At((campaign, batch, paper, id)): At<(String, i64, u32, Uuid)>,
    Extension(caller): Extension<Caller>,
    Sent(entry): Sent<PaperEntry>,
) -> Answer<Json<PaperKept>> {
    let of = Keying { campaign, batch, paper, id };
    Ok(Json(papers::decide(&server.site, caller, of, entry).await?))
}
