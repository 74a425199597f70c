//! `/r/{campaign}/quotas`: quotas divided among interviewers, at a place or of all; `POST` keeps what was filled in,
//! fills in evenly, perhaps anew, or gives somebody the forms of a place alone.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;

use super::answer::{Asking, kept, sent};
use super::board::Query;
use crate::http::{Answer, AtQuery, Filled, Refusal};
use crate::pages::office::Reader;
use crate::pages::office::codes::narrowed;
use crate::pages::office::quotas::{filled_in, own, page};
use crate::service::{Error, quotas};

type Fields = BTreeMap<String, String>;

/// Shows them.
pub async fn show(asking: Asking, AtQuery(query): AtQuery<Query>) -> Answer<Response> {
    Ok(sent(drawn(&asking, query.place(), None).await?))
}

/// Does what the form asks for; where that was refused, the page says why and keeps what was filled in.
pub async fn change(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    let place = filled.get("place").filter(|place| !place.is_empty()).cloned();
    match changed(&asking, place.clone(), &filled).await {
        Ok(()) => Ok(kept(&narrowed(&asking.reader, "quotas", place.as_deref()))),
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(drawn(&asking, place, Some((&filled, problem))).await?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn changed(asking: &Asking, place: Option<String>, filled: &Fields) -> Result<(), Error> {
    let (site, caller, campaign) = (&asking.server.site, asking.caller.clone(), asking.campaign());
    quotas::set(site, caller.clone(), campaign.clone(), filled_in(filled).map_err(Error::invalid)?).await?;
    match filled.get("as").map_or("", String::as_str) {
        pressed @ ("even" | "anew") => quotas::even(site, caller, campaign, place, pressed == "anew").await,
        pressed => match own(pressed) {
            Some(whose) => quotas::own(site, caller, campaign, whose).await,
            None => Ok(()),
        },
    }
}

async fn drawn(
    asking: &Asking,
    place: Option<String>,
    refused: Option<(&Fields, Problem)>,
) -> Result<String, Error> {
    let supposed = place.iter().map(|place| ("place".to_owned(), place.clone())).collect();
    let (site, caller) = (&asking.server.site, asking.caller.clone());
    let found = quotas::list(site, caller, asking.campaign(), place.clone()).await?;
    let reader = Reader { supposed, ..asking.reader.clone() };
    Ok(page(&reader, &found, place.as_deref(), refused))
}
