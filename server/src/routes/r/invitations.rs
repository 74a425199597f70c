//! `/r/{campaign}/invitations`: who is invited to answer alone, by form and place; `POST` makes codes, which are in its answer and nowhere
//! else, or takes one back.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;
use shared::typed;

use super::answer::{Asking, sent};
use crate::http::{Answer, Filled, Refusal, disposition};
use crate::pages::office::invitations::{Shown, chosen, csv, page, slips};
use crate::service::Error;
use crate::service::respond::{Batch, Code, invite, invited, withdraw};

type Fields = BTreeMap<String, String>;

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
        let absent = || Error::invalid(Problem::new("invitation.absent"));
        withdraw(site, by, asking.campaign(), Code::typed(said("code")).ok_or_else(absent)?).await?;
        return Ok(sent(drawn(asking, None, true).await?));
    }
    let batch = batch(filled).map_err(Error::invalid)?;
    let made = invite(site, by, asking.campaign(), batch.clone()).await?;
    let here = address(asking, headers);
    if said("as") != "csv" {
        return Ok(sent(slips(&asking.reader, &made, &batch, &here)));
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
    Ok(Batch { form, place, number, last_day: typed::day(said("day"))? })
}

/// The address of this server, as the browser that asks knows it.
fn address(asking: &Asking, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{}://{host}", if asking.server.https { "https" } else { "http" })
}

async fn drawn(
    asking: &Asking,
    refused: Option<(&Fields, Problem)>,
    withdrawn: bool,
) -> Result<String, Error> {
    let (known, called, planned) = invited(&asking.server.site, asking.campaign()).await?;
    let shown = Shown { campaign: &known.campaign, called: &called, planned: &planned, refused, withdrawn };
    Ok(page(&asking.reader, &shown))
}
