//! `GET /api/campaigns/{campaign}/forms/{form}/paper.pdf` and `paper.html`: the questionnaire on paper, with room for the numbers that
//! a batch would give it.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::message::Language;

use crate::document::{self, Paper};
use crate::http::{Answer, At, AtQuery, Server, paper};
use crate::service::papers;

/// Where it is handed out, and in which language.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    place: String,
    language: String,
}

impl Query {
    async fn papers(self, server: &Server, (campaign, form): (String, String)) -> Answer<Vec<Paper>> {
        let said = |field: String| Some(field).filter(|field| !field.is_empty());
        let language = said(self.language).map(|code| Language::from_code(&code));
        Ok(papers::blank(&server.site, campaign, form, said(self.place), language).await?)
    }
}

/// To print as it is.
pub async fn pdf(
    State(server): State<Server>,
    At(of): At<(String, String)>,
    AtQuery(query): AtQuery<Query>,
) -> Answer<Response> {
    let name = format!("{}-{}", of.0, of.1);
    Ok(paper::pdf(document::bound(&query.papers(&server, of).await?), &name))
}

/// To look at, and to print: the questionnaire alone.
pub async fn page(
    State(server): State<Server>,
    At(of): At<(String, String)>,
    AtQuery(query): AtQuery<Query>,
) -> Answer<Response> {
    let papers = query.papers(&server, of).await?;
    Ok(paper::page(papers.first().map(document::page).unwrap_or_default().into_bytes()))
}
