//! `/r/{campaign}/flags`: the queue of ballots with flags, and a form that decides about those that are chosen; below it one ballot.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Redirect, Response};
use shared::problem::Problem;
use shared::wire::{Chosen, Decision, ManyReviews};

use super::answer::{Asking, sent};
use crate::http::{Answer, At, AtQuery, Filled, Refusal};
use crate::pages::office::Reader;
use crate::pages::office::flags::{self as pages, FIELDS, Shown};
use crate::routes::api::campaigns::flags::Query;
use crate::service::{Error, flags, review};

type Fields = BTreeMap<String, String>;

/// Shows it.
pub async fn show(asking: Asking, AtQuery(fields): AtQuery<Fields>) -> Answer<Response> {
    Ok(sent(drawn(&asking, &fields, None).await?))
}

/// Decides, and leads back to the queue as it was asked for; where that was refused, the page says why and keeps what was filled in.
pub async fn decide(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    let made = match reviews(&filled) {
        Ok(reviews) => {
            review::review_many(&asking.server.site, asking.caller.clone(), asking.campaign(), reviews).await
        }
        Err(problem) => Err(Error::invalid(problem)),
    };
    match made {
        Ok(n) => {
            let mut supposed: Vec<(String, String)> = narrowed(&filled, &FIELDS).into_iter().collect();
            supposed.push(("done".to_owned(), n.to_string()));
            let language = filled.get("lang").map(|lang| ("lang".to_owned(), lang.clone()));
            let reader = Reader { supposed: supposed.into_iter().chain(language).collect(), ..asking.reader };
            let back = reader.with_supposed(reader.bare(&["flags"]));
            Ok(Redirect::to(&back).into_response())
        }
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            let page = drawn(&asking, &narrowed(&filled, &FIELDS), Some((&filled, problem))).await?;
            Ok((status, sent(page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows one ballot.
pub async fn ballot(asking: Asking, At((campaign, number)): At<(String, String)>) -> Answer<Response> {
    let number = number.parse().map_err(Refusal::unreadable)?;
    let found = flags::ballot(&asking.server.site, asking.caller.clone(), campaign, number).await?;
    Ok(sent(pages::ballot(&asking.reader, &found)))
}

/// What a form says of a filter with these fields.
pub(super) fn narrowed(fields: &Fields, names: &[&str]) -> Fields {
    let given = fields.iter().filter(|(name, value)| names.contains(&&***name) && !value.trim().is_empty());
    given.map(|(name, value)| (name.clone(), value.clone())).collect()
}

async fn drawn(asking: &Asking, fields: &Fields, refused: Option<(&Fields, Problem)>) -> Answer<String> {
    let asked = narrowed(fields, &FIELDS);
    let field = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let query = Query {
        rule: field("rule"),
        form: field("form"),
        interviewer: field("interviewer"),
        place: field("place"),
        all: field("all"),
        after: field("after"),
    };
    let queue =
        flags::list(&asking.server.site, asking.caller.clone(), asking.campaign(), query.asked()?).await?;
    let supposed = asked.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let reader = Reader { supposed, ..asking.reader.clone() };
    let done = fields.get("done").filter(|n| n.parse::<u32>().is_ok());
    Ok(pages::page(&reader, &Shown { queue: &queue, asked: &asked, refused, done: done.map(String::as_str) }))
}

/// The decision whose button was pressed.
pub(super) fn decision(filled: &Fields) -> Result<Decision, Problem> {
    match filled.get("decision").map(String::as_str) {
        Some("accept") => Ok(Decision::Accept),
        Some("reject") => Ok(Decision::Reject),
        Some("reopen") => Ok(Decision::Reopen),
        _ => Err(Problem::new("review.undecided")),
    }
}

fn reviews(filled: &Fields) -> Result<ManyReviews, Problem> {
    let decision = decision(filled)?;
    let ballots = pages::chosen(filled).map(|(key, seen)| Chosen { key, seen: Some(seen) }).collect();
    Ok(ManyReviews { ballots, decision, reason: filled.get("reason").cloned().unwrap_or_default() })
}
