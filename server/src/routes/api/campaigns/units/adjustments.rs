//! `PUT /api/campaigns/{campaign}/units/{unit}/adjustments/{id}`: bonus or penalty points, or some taken back; the same as often as it is sent.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{Adjusting, UnitRecord};

use super::spot::id;
use crate::http::{Answer, At, Sent, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// Gives them.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, unit, named)): At<(String, String, String)>,
    Extension(caller): Extension<Caller>,
    Sent(adjusting): Sent<Adjusting>,
) -> Answer<Json<UnitRecord>> {
    let of = (campaign, unit, id(&named)?);
    Ok(Json(assess::adjust(&server.site, caller, of, adjusting).await?))
}
