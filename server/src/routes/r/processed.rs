//! `/r/{campaign}/processed`: the record of what is processed of people's data; with `as=csv` what tells who they are, as a table. `POST`
//! deletes that, of one of them or of all, or what ballots say that hold it.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;

use super::answer::{Asking, kept, sent};
use crate::http::{Answer, AtQuery, Filled, Refusal, disposition};
use crate::pages::office;
use crate::service::Error;
use crate::service::erase::erase_telling;
use crate::service::personal::{file, forget, taken};
use crate::service::processed::processed;

type Fields = BTreeMap<String, String>;

/// Shows it, or gives the table.
pub async fn show(asking: Asking, AtQuery(asked): AtQuery<Fields>) -> Answer<Response> {
    if asked.get("as").is_some_and(|form| form == "csv") {
        let table = taken(&asking.server.site, (&asking.caller).into(), asking.campaign()).await?;
        let heads = [
            (header::CONTENT_TYPE, header::HeaderValue::from_static("text/csv; charset=utf-8")),
            (header::CONTENT_DISPOSITION, disposition("attachment", &file(&asking.campaign()))),
            (header::CACHE_CONTROL, header::HeaderValue::from_static("no-store")),
        ];
        return Ok((StatusCode::OK, heads, table).into_response());
    }
    Ok(sent(drawn(&asking, None).await?))
}

/// Deletes what the form says, and shows the page again; where that was refused, with the reason.
pub async fn change(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    let id = filled.get("id").map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
    let all = filled.get("all").is_some_and(|all| all == "yes");
    let (site, by, campaign) = (&asking.server.site, (&asking.caller).into(), asking.campaign());
    let done = match filled.get(office::BALLOTS) {
        Some(numbers) => {
            let numbers = numbers.split(',').filter_map(|number| number.parse().ok()).collect();
            erase_telling(site, by, campaign, numbers).await
        }
        None if all || id.is_some() => forget(site, by, campaign, id.filter(|_| !all)).await,
        None => Err(Error::invalid(Problem::new("personal.which"))),
    };
    match done {
        Ok(()) => Ok(kept(&asking.reader.to_newest(&["processed"]))),
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(drawn(&asking, Some(&problem)).await?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn drawn(asking: &Asking, refused: Option<&Problem>) -> Result<String, Error> {
    let it = processed(&asking.server.site, asking.campaign()).await?;
    Ok(office::processed(&asking.reader, &it, refused))
}
