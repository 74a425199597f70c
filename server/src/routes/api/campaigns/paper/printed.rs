//! `GET /api/campaigns/{campaign}/paper/{batch}/papers.pdf?from=&to=` and `…/cover.pdf`: a batch as it is printed.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::message::Language;

use crate::document;
use crate::http::{Answer, At, AtQuery, Refusal, Server, paper};
use crate::service::{Error, papers};
use crate::store::StoreError;

/// Which papers; without numbers the first fifty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    from: String,
    to: String,
    language: String,
}

impl Query {
    fn number(text: &str, otherwise: u32) -> Answer<u32> {
        match text {
            "" => Ok(otherwise),
            text => text.parse().map_err(Refusal::unreadable),
        }
    }
}

/// The questionnaires, each with its number.
pub async fn papers(
    State(server): State<Server>,
    At((campaign, batch)): At<(String, i64)>,
    AtQuery(query): AtQuery<Query>,
) -> Answer<Response> {
    let from = Query::number(&query.from, 1)?;
    let to = Query::number(&query.to, from.saturating_add(49))?;
    let name = format!("{campaign}-{batch}-{from}");
    let language = Some(query.language).filter(|code| !code.is_empty());
    let language = language.map(|code| Language::from_code(&code));
    let papers = papers::numbered(&server.site, campaign, batch, from..=to, language).await?;
    // Fifty papers of many pages are some seconds of work.
    let bytes = tokio::task::spawn_blocking(move || document::bound(&papers)).await;
    Ok(paper::pdf(bytes.map_err(|_| Error::Store(StoreError::Stopped))?, &name))
}

/// The cover sheet as it stands.
pub async fn cover(
    State(server): State<Server>,
    At((campaign, batch)): At<(String, i64)>,
) -> Answer<Response> {
    let name = format!("{campaign}-{batch}-cover");
    Ok(paper::pdf(document::pdf(&papers::cover(&server.site, campaign, batch).await?), &name))
}
