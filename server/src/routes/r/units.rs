//! `GET /r/{campaign}/units/{unit}`: a unit's page, for the office; `…/published` as it may leave the office, also for its own people.

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Query, reader, sent};
use crate::http::{Answer, At, AtQuery, Server};
use crate::pages::office;
use crate::service::session::Caller;
use crate::service::{publish, runs};

/// All that a run knows of it.
pub async fn office(
    State(server): State<Server>,
    At((campaign, unit)): At<(String, String)>,
    AtQuery(query): AtQuery<Query>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Answer<Response> {
    let reader = reader(&caller, &campaign, &query, &headers);
    let reading = runs::read(&server.site, campaign, query.run).await?;
    Ok(sent(office::unit(&reader, &reading, &unit)?))
}

/// What the newest version that is published shows of it.
pub async fn published(
    State(server): State<Server>,
    At((campaign, unit)): At<(String, String)>,
    AtQuery(query): AtQuery<Query>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Answer<Response> {
    let reader = reader(&caller, &campaign, &query, &headers);
    let version = publish::newest_for(&server.site, caller, campaign.clone(), unit.clone()).await?;
    let shown = publish::read(&server.site, campaign.clone(), version).await?;
    let reading = runs::read(&server.site, campaign, Some(shown.publication.run)).await?;
    Ok(sent(office::published(&reader, &reading, &shown, &unit)?))
}
