//! `GET /api/campaigns/{campaign}/units/{unit}/draft.docx` and `draft.html`: the self-assessment report before it is submitted.

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
    At((campaign, unit)): At<(String, String)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Response> {
    let name = format!("{campaign}-{unit}-draft");
    Ok(paper::docx(document::docx(&assess::draft(&server.site, caller, (campaign, unit)).await?), &name))
}

/// To read and print.
pub async fn page(
    State(server): State<Server>,
    At(of): At<(String, String)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Response> {
    Ok(paper::page(document::page(&assess::draft(&server.site, caller, of).await?).into_bytes()))
}
