//! `/r/{campaign}/nonresponse`: who did not answer, and why; with `as=csv` as a table of all; `POST` decides about one.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;
use shared::wire::Chosen;

use super::answer::{Asking, csv, kept, sent};
use super::flags::decision;
use crate::http::{Answer, AtQuery, Filled, Refusal};
use crate::pages::office;
use crate::service::nonresponses::{FILE, decide, nonresponses, taken};
use crate::service::{Error, Kind};

type Fields = BTreeMap<String, String>;

/// Shows it, or gives the table, which holds what all noted: to who may see all.
pub async fn show(asking: Asking, AtQuery(asked): AtQuery<Fields>) -> Answer<Response> {
    if asked.get("as").is_some_and(|form| form == "csv") {
        if !asking.reader.is_office {
            return Err(Error::Refused(Kind::Forbidden, Problem::new("missed.office")).into());
        }
        let table = taken(&asking.server.site, (&asking.caller).into(), asking.campaign()).await?;
        return Ok(csv(&format!("{}-{FILE}", asking.campaign()), table));
    }
    Ok(sent(drawn(&asking, None).await?))
}

/// Decides about one; where that was refused, the page says why and keeps what was filled in.
pub async fn change(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    let said = |name: &str| filled.get(name).map_or("", |value| value.trim());
    let (site, caller) = (&asking.server.site, asking.caller.clone());
    let chosen = Chosen { key: said("number").parse().unwrap_or_default(), seen: said("seen").parse().ok() };
    let decided = match decision(&filled) {
        Ok(decision) => {
            decide(site, caller, asking.campaign(), chosen, (decision, said("reason").to_owned())).await
        }
        Err(problem) => Err(Error::invalid(problem)),
    };
    match decided {
        Ok(()) => Ok(kept(&asking.reader.to_newest(&["nonresponse"]))),
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(drawn(&asking, Some((&filled, problem))).await?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn drawn(asking: &Asking, refused: Option<(&Fields, Problem)>) -> Result<String, Error> {
    let it = nonresponses(&asking.server.site, asking.caller.clone(), asking.campaign()).await?;
    Ok(office::nonresponse(&asking.reader, &it, refused))
}
