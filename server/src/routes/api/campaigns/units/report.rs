//! `GET /api/campaigns/{campaign}/units/{unit}/report.docx` and `report.html`: the self-assessment report as it was submitted.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;

use crate::files::Files;
use crate::http::{Answer, At, Server, paper};
use crate::service::assess;
use crate::service::session::Caller;
use crate::store::DocumentKind;

/// To save.
pub async fn docx(
    State(server): State<Server>,
    At((campaign, unit)): At<(String, String)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Response> {
    let (files, name) = (Files::of(&server.data), format!("{campaign}-{unit}"));
    let of = (campaign, unit);
    Ok(paper::docx(assess::submitted(&server.site, files, caller, of, DocumentKind::Report).await?, &name))
}

/// To print.
pub async fn page(
    State(server): State<Server>,
    At(of): At<(String, String)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Response> {
    let files = Files::of(&server.data);
    Ok(paper::page(assess::submitted(&server.site, files, caller, of, DocumentKind::ReportPage).await?))
}
