//! `GET /api/acts?campaign=&kind=&by=&subject=&after=`: the log, the newest act first, 100 a page.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared::wire::{ActKind, ActPage};

use crate::http::{Answer, AtQuery, Refusal, Server};
use crate::service::acts;
use crate::store::ActFilter;

/// Which acts; an empty field asks for all.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    campaign: String,
    kind: String,
    by: String,
    subject: String,
    after: String,
}

/// Lists them.
pub async fn handle(State(server): State<Server>, AtQuery(query): AtQuery<Query>) -> Answer<Json<ActPage>> {
    let given = |field: String| (!field.is_empty()).then_some(field);
    let filter = ActFilter {
        campaign: given(query.campaign),
        kind: given(query.kind).map(kind).transpose()?,
        by: given(query.by),
        subject: given(query.subject),
        before: given(query.after).map(|key| key.parse().map_err(Refusal::unreadable)).transpose()?,
        limit: 0,
    };
    Ok(Json(acts::list(&server.site, filter).await?))
}

fn kind(code: String) -> Answer<ActKind> {
    serde_json::from_value(code.into()).map_err(Refusal::unreadable)
}
