//! `GET /api/campaigns/{campaign}/next-package.zip`: the package as it stands, as the beginning of next year's campaign.

use axum::extract::State;
use axum::response::Response;

use crate::files::Files;
use crate::http::{Answer, At, Server, archive};
use crate::service::export;

/// Gives it.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Response> {
    let made = export::next(&server.site, Files::of(&server.data), campaign.clone()).await?;
    Ok(archive::zip(made, &format!("{campaign}-next")))
}
