//! `/r/{campaign}/messages`: what was written to interviewers, who was given it and who read it; `POST` writes to them.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;

use super::answer::{Asking, kept, sent};
use crate::http::{Answer, Filled, Refusal};
use crate::pages::office::messages::{filled_in, page};
use crate::service::{Error, messages};

type Fields = BTreeMap<String, String>;

/// Shows them.
pub async fn show(asking: Asking) -> Answer<Response> {
    Ok(sent(drawn(&asking, None).await?))
}

/// Writes what was filled in; where that was refused, the page says why and keeps it.
pub async fn send(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    let (site, caller) = (&asking.server.site, asking.caller.clone());
    match messages::send(site, caller, asking.campaign(), filled_in(&filled)).await {
        Ok(()) => Ok(kept(&asking.reader.to_newest(&["messages"]))),
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(drawn(&asking, Some((&filled, problem))).await?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn drawn(asking: &Asking, refused: Option<(&Fields, Problem)>) -> Result<String, Error> {
    let found = messages::list(&asking.server.site, asking.caller.clone(), asking.campaign()).await?;
    Ok(page(&asking.reader, &found, refused))
}
