//! `/r/{campaign}/invitations`: who is invited to answer alone, by form and place; `POST` makes codes, which are in its answer and nowhere
//! else, or takes one back.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;
use shared::typed;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::answer::{Asking, sent};
use crate::http::{Answer, Filled, Refusal, disposition};
use crate::pages::office::form_and_place::shares;
use crate::pages::office::invitations::{Shown, csv, page, slips};
use crate::secret;
use crate::service::Error;
use crate::service::respond::{Batch, Code, Planned, invite_all, invited, withdraw};
use crate::store::StoreError;

type Fields = BTreeMap<String, String>;

/// So many print pages of codes are drawn at once: a large one takes a processor for seconds.
static DRAWING: Semaphore = Semaphore::const_new(1);

/// Shows it.
pub async fn show(asking: Asking) -> Answer<Response> {
    Ok(sent(drawn(&asking, None, false).await?))
}

/// Makes codes, or takes one back; where that was refused, the page says why and keeps what was filled in.
pub async fn change(asking: Asking, headers: HeaderMap, Filled(filled): Filled) -> Answer<Response> {
    match changed(&asking, &headers, &filled).await {
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            let page = drawn(&asking, Some((&filled, problem)), false).await?;
            Ok((status, sent(page)).into_response())
        }
        answer => Ok(answer?),
    }
}

async fn changed(asking: &Asking, headers: &HeaderMap, filled: &Fields) -> Result<Response, Error> {
    let (site, by) = (&asking.server.site, (&asking.caller).into());
    let said = |name: &str| filled.get(name).map_or("", String::as_str);
    if said("as") == "withdraw" {
        withdraw(site, by, asking.campaign(), Code::typed(said("code"))).await?;
        return Ok(sent(drawn(asking, None, true).await?));
    }
    let (known, _, planned) = invited(site, asking.campaign()).await?;
    let made =
        invite_all(site, by, asking.campaign(), batches(filled, &planned).map_err(Error::invalid)?).await?;
    let here = asking.site(headers);
    // Who asks for a file twice without knowing it would hand out each code twice: the page says that they are the same.
    if said("as") != "again" && (said("as") != "csv" || made.iter().any(|(it, _)| it.again)) {
        let _turn = DRAWING.acquire().await;
        let (reader, filled) = (asking.reader.clone(), filled.clone());
        let drawn = spawn_blocking(move || slips(&reader, &known, &made, &filled, &here)).await;
        return Ok(sent(drawn.map_err(|_| StoreError::Stopped)?));
    }
    let of = said("of").replace('|', "-");
    let name = format!("{}-{}.csv", asking.campaign(), of.trim_end_matches('-'));
    let kind = header::HeaderValue::from_static("text/csv; charset=utf-8");
    let heads = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, disposition("attachment", &name)),
        (header::CACHE_CONTROL, header::HeaderValue::from_static("no-store")),
    ];
    Ok((StatusCode::OK, heads, csv(&known, &made, &here)).into_response())
}

/// What is asked for, place by place; what is no number is refused as none at all is.
fn batches(filled: &Fields, planned: &BTreeMap<(String, String), Planned>) -> Result<Vec<Batch>, Problem> {
    let last_day = typed::day(filled.get("day").map_or("", |day| day.trim()))?;
    let key = filled.get("key").filter(|key| secret::is_token(key)).cloned();
    let planned = planned.iter().map(|(of, it)| (of.clone(), it.ballots)).collect();
    let said = filled.get("number").is_some_and(|number| !number.trim().is_empty());
    let batches = shares(filled, "number", &planned).into_iter().map(|it| Batch {
        form: it.form,
        place: it.place,
        number: said.then(|| it.number.unwrap_or_default()),
        last_day,
        key: key.clone(),
    });
    Ok(batches.collect())
}

async fn drawn(
    asking: &Asking,
    refused: Option<(&Fields, Problem)>,
    withdrawn: bool,
) -> Result<String, Error> {
    let (known, called, planned) = invited(&asking.server.site, asking.campaign()).await?;
    let key = secret::token(asking.server.site.random.as_ref());
    let campaign = &known.campaign;
    let shown = Shown { campaign, called: &called, planned: &planned, key: &key, refused, withdrawn };
    Ok(page(&asking.reader, &shown))
}
