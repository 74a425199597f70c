//! `POST /api/campaigns/{campaign}/backchecks/{check}`: gives who is to ask again an address that opens this one back-check, for a tablet whose
//! PIN holds what signs in.

use axum::extract::State;
use axum::{Extension, Json};
use shared::wire::Way;

use crate::http::{Answer, At, Server};
use crate::service::backchecks::way;
use crate::service::session::Caller;

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, check)): At<(String, i64)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Way>> {
    let code = way(&server.site, caller, campaign, check).await?;
    Ok(Json(Way { address: format!("/e/backcheck/{code}") }))
}
