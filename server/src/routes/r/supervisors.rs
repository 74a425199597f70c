//! `/r/{campaign}/supervisors`: who supervises which places; `POST` gives places to somebody, or takes them away.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;

use super::answer::{Asking, kept, sent};
use crate::http::{Answer, AtQuery, Filled, Refusal};
use crate::pages::office::supervisors::{chosen, page};
use crate::service::{Error, supervisors};

type Fields = BTreeMap<String, String>;

/// Shows them, and of the places those that are looked for.
pub async fn show(mut asking: Asking, AtQuery(fields): AtQuery<Fields>) -> Answer<Response> {
    let find = fields.get("find").map_or("", |find| find.trim());
    if !find.is_empty() {
        asking.reader.supposed = vec![("find".to_owned(), find.to_owned())];
    }
    Ok(sent(drawn(&asking, find, None).await?))
}

/// Does what the form asks for; where that was refused, the page says why and keeps what was filled in.
pub async fn change(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    let (site, caller) = (&asking.server.site, asking.caller.clone());
    let said = |name: &str| filled.get(name).map_or("", |value| value.trim()).to_owned();
    let given = said("as") != "take";
    match supervisors::set(site, caller, asking.campaign(), said("account"), chosen(&filled), given).await {
        Ok(()) => Ok(kept(&asking.reader.to_newest(&["supervisors"]))),
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(drawn(&asking, "", Some((&filled, problem))).await?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn drawn(asking: &Asking, find: &str, refused: Option<(&Fields, Problem)>) -> Result<String, Error> {
    let (site, caller) = (&asking.server.site, asking.caller.clone());
    let found = supervisors::list(site, caller, asking.campaign()).await?;
    Ok(page(&asking.reader, &found, find, refused))
}
