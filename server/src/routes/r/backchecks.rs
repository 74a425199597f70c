//! `/r/{campaign}/backchecks`: ballots that are asked again, and how far both answers agree, with `as=csv` as a table; `POST` draws some, or says who asks again.
//! `/r/{campaign}/backchecks/{check}` is one of them, for who asks again; its `POST` notes what came of it, or takes that back.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;

use super::answer::{Asking, csv, kept, sent};
use super::flags::narrowed;
use crate::http::{Answer, At, AtQuery, Filled, Refusal};
use crate::pages::office::Reader;
use crate::pages::office::backchecks::{FIELDS, Shown, chosen, one as drawn_one, outcome, page};
use crate::service::backchecks::{Asked, State, assign, draw, list, open, table};
use crate::service::{Error, Kind, backchecks};

/// What was filled in.
pub type Fields = BTreeMap<String, String>;

/// Shows them, or gives a table of how far answers agree, which is of all places: to the office alone.
pub async fn show(asking: Asking, AtQuery(fields): AtQuery<Fields>) -> Answer<Response> {
    if fields.get("as").is_some_and(|form| form == "csv") {
        if !asking.reader.is_office {
            return Err(Error::Refused(Kind::Forbidden, Problem::new("missed.office")).into());
        }
        let table = table::taken(&asking.server.site, (&asking.caller).into(), asking.campaign()).await?;
        return Ok(csv(&format!("{}-{}", asking.campaign(), table::FILE), table));
    }
    Ok(sent(all(&asking, &narrowed(&fields, &FIELDS), None).await?))
}

/// Does what the form asks for, and leads back to the list as it was asked for; where that was refused, the page says why and keeps what
/// was filled in.
pub async fn change(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    let (site, caller, campaign) = (&asking.server.site, asking.caller.clone(), asking.campaign());
    let said = |name: &str| filled.get(name).map_or("", String::as_str);
    let done = match said("as") {
        "draw" => draw(site, caller, campaign, said("seen").parse().unwrap_or_default()).await,
        _ => assign(site, caller, campaign, chosen(&filled), said("account").to_owned()).await,
    };
    let asked = narrowed(&filled, &FIELDS);
    match done {
        Ok(()) => {
            let reader = Reader { supposed: asked.into_iter().collect(), ..asking.reader };
            Ok(kept(&reader.with_supposed(reader.to_newest(&["backchecks"]))))
        }
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(all(&asking, &asked, Some((&filled, problem))).await?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn all(asking: &Asking, asked: &Fields, refused: Option<(&Fields, Problem)>) -> Result<String, Error> {
    let field = |name: &str| asked.get(name).cloned();
    let query = Asked {
        form: field("form"),
        interviewer: field("interviewer"),
        place: field("place"),
        state: field("state").and_then(|code| State::ALL.into_iter().find(|state| state.code() == code)),
        after: field("after").and_then(|after| after.parse().ok()),
    };
    let found = list(&asking.server.site, asking.caller.clone(), asking.campaign(), query).await?;
    let reader = Reader { supposed: asked.clone().into_iter().collect(), ..asking.reader.clone() };
    Ok(page(&reader, &Shown { found: &found, asked, refused }))
}

/// Shows one.
pub async fn one(asking: Asking, At((_, check)): At<(String, i64)>) -> Answer<Response> {
    Ok(sent(of(&asking, check, None).await?))
}

/// Notes what came of it, or takes that back; where that was refused, its page says why and keeps what was filled in.
pub async fn note(
    asking: Asking,
    At((_, check)): At<(String, i64)>,
    Filled(filled): Filled,
) -> Answer<Response> {
    let (site, caller) = (&asking.server.site, asking.caller.clone());
    let done = if filled.get("as").is_some_and(|it| it == "take_back") {
        let reason = filled.get("reason").cloned().unwrap_or_default();
        backchecks::take_back(site, caller, asking.campaign(), check, reason).await
    } else {
        let opened = open(site, caller.clone(), asking.campaign(), check).await?;
        backchecks::note(site, caller, asking.campaign(), check, outcome(&opened, &filled)).await
    };
    match done {
        Ok(()) => Ok(kept(&asking.reader.to_newest(&["backchecks", &check.to_string()]))),
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(of(&asking, check, Some((&filled, problem))).await?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn of(asking: &Asking, check: i64, refused: Option<(&Fields, Problem)>) -> Result<String, Error> {
    let opened = open(&asking.server.site, asking.caller.clone(), asking.campaign(), check).await?;
    Ok(drawn_one(&asking.reader, &opened, refused))
}
