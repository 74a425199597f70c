//! `GET /r/{campaign}/what-if`: what would be if something else held; kept nowhere.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Query, reader, sent};
use crate::http::{Answer, At, AtQuery, Server};
use crate::pages::office::what_if::{page, supposed};
use crate::service::session::Caller;
use crate::service::{Error, campaigns, runs};

/// Shows it.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<Query>,
    AtQuery(filled): AtQuery<BTreeMap<String, String>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Answer<Response> {
    let reader = reader(&caller, &campaign, &query, &headers);
    let whole = campaigns::whole(&server.site, campaign.clone()).await?;
    if filled.keys().all(|name| name == "lang") {
        return Ok(sent(page(&reader, &whole, &filled, None)));
    }
    let found = match supposed(&whole, &filled) {
        Ok(change) => runs::suppose(&server.site, campaign, change).await,
        Err(problem) => Err(Error::invalid(problem)),
    };
    let found = match &found {
        Ok(tables) => Ok(&tables[..]),
        Err(Error::Refused(_, problem)) => Err(problem),
        Err(error) => return Err(error.clone().into()),
    };
    Ok(sent(page(&reader, &whole, &filled, Some(found))))
}
