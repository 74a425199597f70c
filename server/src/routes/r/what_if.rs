//! `GET /r/{campaign}/what-if`: what would be if something else held; kept nowhere.

use std::collections::BTreeMap;

use axum::response::Response;

use super::answer::{Asking, sent};
use crate::http::{Answer, AtQuery};
use crate::pages::office::what_if::{page, supposed};
use crate::service::{Error, campaigns, runs};

/// Shows it.
pub async fn handle(asking: Asking, AtQuery(filled): AtQuery<BTreeMap<String, String>>) -> Answer<Response> {
    let (site, reader) = (&asking.server.site, &asking.reader);
    let whole = campaigns::whole(site, asking.campaign()).await?;
    if filled.keys().all(|name| name == "lang") {
        return Ok(sent(page(reader, &whole, &filled, None)));
    }
    let found = match supposed(&whole, &filled) {
        Ok(change) => runs::suppose(site, asking.campaign(), change).await,
        Err(problem) => Err(Error::invalid(problem)),
    };
    let found = match &found {
        Ok(tables) => Ok(&tables[..]),
        Err(Error::Refused(_, problem)) => Err(problem),
        Err(error) => return Err(error.clone().into()),
    };
    Ok(sent(page(reader, &whole, &filled, Some(found))))
}
