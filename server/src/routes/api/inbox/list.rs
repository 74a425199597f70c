//! `GET /api/inbox?language=`: what waits for the caller.

use axum::extract::State;
use axum::{Extension, Json};
use serde::Deserialize;
use shared::message::Language;
use shared::wire::Inbox;

use crate::http::{Answer, AtQuery, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The language of the texts; Vietnamese where none is named.
    #[serde(default)]
    language: String,
}

/// Gives it.
pub async fn handle(
    State(server): State<Server>,
    AtQuery(asked): AtQuery<Asked>,
    Extension(caller): Extension<Caller>,
) -> Answer<Json<Inbox>> {
    let language = Language::from_code(&asked.language);
    Ok(Json(assess::inbox(&server.site, caller, language).await?))
}
