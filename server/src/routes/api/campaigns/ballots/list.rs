//! `GET /api/campaigns/{campaign}/ballots?status=&form=&place=&interviewer=&unit=&after=`: the newest first, 200 a page; with a unit those that
//! judge it, and perhaps fewer on a page that is not the last.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared::wire::{BallotPage, Status};

use crate::http::{Answer, At, AtQuery, Refusal, Server};
use crate::service::ballots;
use crate::store::Filter;

/// Which ballots; an empty field asks for all.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    status: String,
    form: String,
    place: String,
    interviewer: String,
    unit: String,
    after: String,
}

/// Lists them.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    AtQuery(query): AtQuery<Query>,
) -> Answer<Json<BallotPage>> {
    let filter = Filter {
        status: given(query.status).map(status).transpose()?,
        form: given(query.form),
        place: given(query.place),
        or_place: None,
        among: None,
        interviewer: given(query.interviewer),
        before: given(query.after).map(|key| key.parse().map_err(Refusal::unreadable)).transpose()?,
        limit: 0,
    };
    Ok(Json(ballots::list(&server.site, campaign, filter, given(query.unit)).await?))
}

fn given(field: String) -> Option<String> {
    (!field.is_empty()).then_some(field)
}

fn status(code: String) -> Answer<Status> {
    serde_json::from_value(code.into()).map_err(Refusal::unreadable)
}
