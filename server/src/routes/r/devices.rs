//! `/r/{campaign}/devices`: the tablets of interviewers and what each last told; `POST` makes a link by which one is enrolled, which is in
//! its answer and nowhere else, takes one back, shuts a tablet out that was lost, makes a campaign to practise with, or lets who
//! came later practise, too.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;
use shared::typed;

use super::answer::{Asking, kept, sent};
use crate::http::{Answer, Filled, Refusal};
use crate::pages::office::Reader;
use crate::pages::office::devices::{Shown, link, page};
use crate::secret::{self, TokenHash};
use crate::service::enrol::{self, NewLink};
use crate::service::{Error, devices, practice};

type Fields = BTreeMap<String, String>;

/// Shows them.
pub async fn show(asking: Asking) -> Answer<Response> {
    Ok(sent(drawn(&asking, None).await?))
}

/// Does what the form asks for; where that was refused, the page says why and keeps what was filled in.
pub async fn change(asking: Asking, headers: HeaderMap, Filled(filled): Filled) -> Answer<Response> {
    match changed(&asking, &headers, &filled).await {
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(drawn(&asking, Some((&filled, problem))).await?)).into_response())
        }
        answer => Ok(answer?),
    }
}

async fn changed(asking: &Asking, headers: &HeaderMap, filled: &Fields) -> Result<Response, Error> {
    let (site, caller) = (&asking.server.site, &asking.caller);
    let said = |name: &str| filled.get(name).map_or("", |value| value.trim());
    let digest = |name: &str| -> Result<TokenHash, Error> {
        let read = hex::decode(said(name)).ok().and_then(|bytes| bytes.try_into().ok());
        read.ok_or_else(|| Error::invalid(Problem::new("device.absent")))
    };
    match said("as") {
        "withdraw" => enrol::withdraw(site, caller.clone(), asking.campaign(), digest("link")?).await?,
        way @ ("practice" | "renew") => {
            let id = match way {
                "renew" => practice::renew(site, caller, asking.campaign()).await?,
                _ => practice::begin(site, caller, asking.campaign()).await?,
            };
            let reader = Reader { campaign: id, run: None, ..asking.reader.clone() };
            return Ok(kept(&reader.to_newest(&["devices"])));
        }
        "revoke" => devices::revoke(site, caller.clone(), asking.campaign(), digest("device")?).await?,
        _ => {
            let last_day = typed::day(said("day")).map_err(Error::invalid)?;
            let key = Some(said("key")).filter(|key| secret::is_token(key)).map(str::to_owned);
            let it = NewLink { account: said("account").to_owned(), last_day, key };
            let made = enrol::link(site, caller.clone(), asking.campaign(), it).await?;
            return Ok(sent(link(&asking.reader, &made, &asking.site(headers))));
        }
    }
    Ok(kept(&asking.reader.to_newest(&["devices"])))
}

async fn drawn(asking: &Asking, refused: Option<(&Fields, Problem)>) -> Result<String, Error> {
    let found = devices::list(&asking.server.site, asking.caller.clone(), asking.campaign()).await?;
    let key = secret::token(asking.server.site.random.as_ref());
    Ok(page(&asking.reader, &Shown { found: &found, key: &key, refused }))
}
