//! `GET /api/campaigns/{campaign}/minutes.docx` and `minutes.html`: the minutes of the appraisal team as it stands.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;

use crate::document;
use crate::http::{Answer, At, Server, paper};
use crate::service::assess;
use crate::service::session::Caller;

/// To save.
pub async fn docx(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Response> {
    let name = format!("{campaign}-minutes");
    let minutes = assess::minutes(&server.site, caller, campaign).await?;
    Ok(paper::docx(document::docx(&minutes), &name))
}

/// To print.
pub async fn page(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Response> {
    let minutes = assess::minutes(&server.site, caller, campaign).await?;
    Ok(paper::page(document::page(&minutes).into_bytes()))
}
