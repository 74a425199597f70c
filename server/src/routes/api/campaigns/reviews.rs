//! `POST /api/campaigns/{campaign}/reviews`: the same decision about many ballots; says about how many.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::ManyReviews;

use crate::http::{Answer, At, Sent, Server};
use crate::service::review;
use crate::service::session::Caller;

/// Decides.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(reviews): Sent<ManyReviews>,
) -> Answer<Json<usize>> {
    Ok(Json(review::review_many(&server.site, caller, campaign, reviews).await?))
}
