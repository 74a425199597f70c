//! `/r/{campaign}/publications`: what was published, a form that publishes, and the objections with forms that answer them.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use shared::problem::Problem;
use shared::typed;
use shared::wire::{NewReply, PublicationRequest};

use super::answer::{Query, reader, sent};
use crate::http::{Answer, At, AtQuery, Filled, Refusal, Server};
use crate::pages::office::Reader;
use crate::pages::office::publications::{Published, Refused, page};
use crate::service::session::Caller;
use crate::service::{Error, objections, publish, runs};

/// Shows them.
pub async fn show(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<Query>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Answer<Response> {
    let reader = reader(&caller, &campaign, &query, &headers);
    Ok(sent(drawn(&server, &reader, None).await?))
}

/// Publishes the newest run, or a correction.
pub async fn publish(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<Query>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Filled(filled): Filled,
) -> Answer<Response> {
    let reader = reader(&caller, &campaign, &query, &headers);
    let made = match request(&filled) {
        Ok(request) => publish::publish(&server.site, (&caller).into(), campaign, request).await.map(drop),
        Err(problem) => Err(Error::invalid(problem)),
    };
    after(&server, &reader, &filled, None, made).await
}

/// Grants an objection, or refuses it.
pub async fn answer(
    State(server): State<Server>,
    At((campaign, objection)): At<(String, i64)>,
    AtQuery(query): AtQuery<Query>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Filled(filled): Filled,
) -> Answer<Response> {
    let reader = reader(&caller, &campaign, &query, &headers);
    let made = match reply(&filled) {
        Ok(reply) => objections::answer(&server.site, caller, campaign, objection, reply).await.map(drop),
        Err(problem) => Err(Error::invalid(problem)),
    };
    after(&server, &reader, &filled, Some(objection), made).await
}

/// Leads back to the page; where it was refused, the page says why and keeps what was filled in.
async fn after(
    server: &Server,
    reader: &Reader,
    filled: &BTreeMap<String, String>,
    objection: Option<i64>,
    made: Result<(), Error>,
) -> Answer<Response> {
    match made {
        Ok(()) => Ok(Redirect::to(&reader.to_newest(&["publications"])).into_response()),
        Err(Error::Refused(kind, problem)) => {
            let refusal = Refusal::from(Error::Refused(kind, problem.clone()));
            let refused = Refused { filled, objection, problem };
            let page = drawn(server, reader, Some(refused)).await?;
            Ok((refusal.status(), sent(page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn drawn(server: &Server, reader: &Reader, refused: Option<Refused<'_>>) -> Answer<String> {
    let campaign = || reader.campaign.clone();
    let reading = runs::read(&server.site, campaign(), None).await?;
    let versions = publish::list(&server.site, campaign()).await?;
    let objections = objections::list(&server.site, campaign()).await?;
    let shown = Published { reading: &reading, versions: &versions, objections: &objections, refused };
    Ok(page(reader, &shown))
}

fn request(filled: &BTreeMap<String, String>) -> Result<PublicationRequest, Problem> {
    let said = |name: &str| filled.get(name).cloned().unwrap_or_default();
    let objections = filled.keys().filter_map(|name| name.strip_prefix("objection-")?.parse().ok());
    Ok(PublicationRequest {
        decision: said("decision"),
        day: typed::day(&said("day"))?,
        reason: said("reason"),
        objections: objections.collect(),
    })
}

fn reply(filled: &BTreeMap<String, String>) -> Result<NewReply, Problem> {
    let granted = match filled.get("granted").map(String::as_str) {
        Some("yes") => true,
        Some("no") => false,
        _ => return Err(Problem::new("objection.undecided")),
    };
    Ok(NewReply { granted, reason: filled.get("reason").cloned().unwrap_or_default() })
}
