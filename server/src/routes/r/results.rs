//! `GET /r/{campaign}`: the newest run's results, or those of `?run=`. `POST` makes a run where inputs changed.

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};

use super::answer::{Query, reader, sent};
use crate::http::{Answer, At, AtQuery, Server};
use crate::pages::office;
use crate::service::log::Actor;
use crate::service::runs;
use crate::service::session::Caller;

/// Shows them.
pub async fn show(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<Query>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Answer<Response> {
    let reader = reader(&caller, &campaign, &query, &headers);
    let reading = runs::read(&server.site, campaign, query.run).await?;
    Ok(sent(office::results(&reader, &reading)))
}

/// Makes one, and shows it.
pub async fn make(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<Query>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Answer<Redirect> {
    let to = reader(&caller, &campaign, &query, &headers).to_newest(&[]);
    runs::newest(&server.site, Actor::from(&caller), campaign).await?;
    Ok(Redirect::to(&to))
}
