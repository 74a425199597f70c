//! `GET /api/campaigns/{campaign}/package.zip`: the package of which the campaign was imported last, as it was received.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::problem::Problem;

use crate::files::Files;
use crate::http::{Answer, At, Refusal, Server, archive};
use crate::service::export;
use crate::store::StoreError;

/// Gives it.
pub async fn handle(State(server): State<Server>, At(campaign): At<String>) -> Answer<Response> {
    let packages = export::packages(&server.site, campaign.clone()).await?;
    let absent =
        |problem: Problem| Refusal::new(StatusCode::NOT_FOUND, problem.with("campaign", campaign.clone()));
    let head = packages.last().ok_or_else(|| absent(Problem::new("package.none_kept")))?;
    let (files, kept) = (Files::of(&server.data), head.file);
    let read = tokio::task::spawn_blocking(move || files.read(&kept)).await;
    let read = read.map_err(std::io::Error::other).and_then(|read| read).map_err(StoreError::file)?;
    let bytes = read.ok_or_else(|| absent(Problem::new("package.lost")))?;
    Ok(archive::zip(bytes, &format!("{campaign}-{}", head.generation)))
}
