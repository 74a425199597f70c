//! `POST /api/campaigns/{campaign}/closing`: closes the campaign, or opens it again.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::{CampaignSummary, Closing};

use crate::http::{Answer, At, Sent, Server};
use crate::service::close;
use crate::service::session::Caller;

/// Closes or opens it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(closing): Sent<Closing>,
) -> Answer<Json<CampaignSummary>> {
    Ok(Json(close::close(&server.site, caller, campaign, closing).await?))
}
