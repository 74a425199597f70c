//! `GET /r/{campaign}/weakest`: the weakest criteria of the whole province.

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Query, reader, sent};
use crate::http::{Answer, At, AtQuery, Server};
use crate::pages::office;
use crate::service::runs;
use crate::service::session::Caller;

/// Shows them.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<Query>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Answer<Response> {
    let reader = reader(&caller, &campaign, &query, &headers);
    let reading = runs::read(&server.site, campaign, query.run).await?;
    Ok(sent(office::weakest(&reader, &reading)))
}
