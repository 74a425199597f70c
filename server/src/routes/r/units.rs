//! `GET /r/{campaign}/units/{unit}`: a unit's page, for the office; `…/published` as it may leave the office, also for its own people,
//! who object to what is published by its form.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use shared::ballot::Digest;
use shared::message::{Language, text};
use shared::problem::Problem;
use shared::sheet::shows_nothing;
use shared::wire::NewObjection;

use super::answer::{Asking, sent};
use crate::http::{Answer, At, Filled, Refusal};
use crate::pages::office::{self, FILE_FIELD};
use crate::service::{Error, objections, publish, runs};

/// All that a run knows of it.
pub async fn office(asking: Asking, At((_, unit)): At<(String, String)>) -> Answer<Response> {
    Ok(sent(office::unit(&asking.reader, &asking.reading().await?, &unit)?))
}

/// What the newest version that is published shows of it.
pub async fn published(asking: Asking, At((_, unit)): At<(String, String)>) -> Answer<Response> {
    Ok(sent(drawn(&asking, unit, None).await?))
}

/// Objects; where that was refused, the page says why and keeps what was filled in.
pub async fn object(
    asking: Asking,
    At((campaign, unit)): At<(String, String)>,
    Filled(filled): Filled,
) -> Answer<Response> {
    let (site, by) = (&asking.server.site, asking.caller.clone());
    let said = objection(&filled, asking.reader.language);
    match objections::object(site, by, campaign, unit.clone(), said).await {
        Ok(_) => {
            let there = asking.reader.to_newest(&["units", &unit, "published"]);
            Ok(Redirect::to(&format!("{there}#objections")).into_response())
        }
        Err(Error::Refused(kind, problem)) => {
            let refusal = Refusal::from(Error::Refused(kind, problem.clone()));
            match drawn(&asking, unit, Some((&filled, problem))).await {
                Ok(page) => Ok((refusal.status(), sent(page)).into_response()),
                // Where nothing is published there is no page that could say it.
                Err(absent) if absent.status() == StatusCode::NOT_FOUND => Err(refusal),
                Err(failed) => Err(failed),
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn drawn(
    asking: &Asking,
    unit: String,
    refused: Option<(&BTreeMap<String, String>, Problem)>,
) -> Answer<String> {
    let (site, campaign) = (&asking.server.site, asking.campaign());
    let version = publish::newest_for(site, asking.caller.clone(), campaign.clone(), unit.clone()).await?;
    let shown = publish::read(site, campaign.clone(), version).await?;
    let reading = runs::read(site, campaign.clone(), Some(shown.publication.run)).await?;
    let said = objections::objecting(site, asking.caller.clone(), campaign, unit.clone()).await?;
    let objecting = office::Objecting { said: &said, refused };
    Ok(office::published(&asking.reader, &reading, &shown, &unit, &objecting)?)
}

/// What is objected; a document that the unit did not give as a file is named below the reason.
fn objection(filled: &BTreeMap<String, String>, language: Language) -> NewObjection {
    let said = |name: &str| filled.get(name).cloned().unwrap_or_default();
    let named = filled.keys().filter_map(|name| name.strip_prefix(FILE_FIELD)?.parse::<Digest>().ok());
    let mut reason = said("reason");
    let document = said("document");
    if !shows_nothing(&reason) && !shows_nothing(&document) {
        let named = text(language, "results.object_named", &[("document", document.trim())]);
        reason = format!("{}\n{named}", reason.trim_end());
    }
    NewObjection { leaf: said("leaf"), reason, evidence: named.collect() }
}
