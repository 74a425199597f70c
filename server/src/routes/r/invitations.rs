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
use crate::pages::office::form_and_place::chosen;
use crate::pages::office::invitations::{Shown, csv, page, slips};
use crate::secret;
use crate::service::Error;
use crate::service::respond::{Batch, Code, invite, invited, withdraw};
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
    let batch = batch(filled).map_err(Error::invalid)?;
    let made = invite(site, by, asking.campaign(), batch.clone()).await?;
    let here = asking.site(headers);
    // Who asks for a file twice without knowing it would hand out each code twice: the page says that they are the same.
    if said("as") != "again" && (said("as") != "csv" || made.again) {
        let _turn = DRAWING.acquire().await;
        let reader = asking.reader.clone();
        let drawn = spawn_blocking(move || slips(&reader, &made, &batch, &here)).await;
        return Ok(sent(drawn.map_err(|_| StoreError::Stopped)?));
    }
    let name = format!("{}-{}-{}.csv", asking.campaign(), batch.form, batch.place);
    let kind = header::HeaderValue::from_static("text/csv; charset=utf-8");
    let heads = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, disposition("attachment", &name)),
        (header::CACHE_CONTROL, header::HeaderValue::from_static("no-store")),
    ];
    Ok((StatusCode::OK, heads, csv(&made, &batch, &here)).into_response())
}

fn batch(filled: &Fields) -> Result<Batch, Problem> {
    let said = |name: &str| filled.get(name).map_or("", |value| value.trim());
    let (form, place) = chosen(filled).ok_or_else(|| Problem::new("invitation.nowhere"))?;
    // What is no number is refused as none at all is.
    let number = said("number").parse().unwrap_or_default();
    let key = filled.get("key").filter(|key| secret::is_token(key)).cloned();
    Ok(Batch { form, place, number, last_day: typed::day(said("day"))?, key })
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
