//! `/api/campaigns/{campaign}/units/{unit}/objections`: what a unit objects to in what was published.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use shared::wire::{NewObjection, Objection};

use crate::http::{Answer, At, Sent, Server};
use crate::service::objections;
use crate::service::session::Caller;

/// Objects.
pub async fn object(
    State(server): State<Server>,
    At((campaign, unit)): At<(String, String)>,
    Extension(caller): Extension<Caller>,
    Sent(objection): Sent<NewObjection>,
) -> Answer<(StatusCode, Json<Objection>)> {
    let made = objections::object(&server.site, caller, campaign, unit, objection).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Gives the unit's own, with what was answered.
pub async fn list(
    State(server): State<Server>,
    At((campaign, unit)): At<(String, String)>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Vec<Objection>>> {
    Ok(Json(objections::of_unit(&server.site, caller, campaign, unit).await?))
}
