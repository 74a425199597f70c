//! `/r/{campaign}/publications`: what was published, a form that publishes, what it would publish, and the objections with forms that
//! answer them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::header::HeaderValue;
use axum::response::{IntoResponse as _, Response};
use shared::problem::Problem;
use shared::publication::Withheld;
use shared::typed;
use shared::wire::{NewReply, PublicationRequest};

use super::answer::{Asking, kept, sent};
use crate::http::{Answer, At, Filled, Refusal, paper};
use crate::pages;
use crate::pages::office::publications::{Published, Refused, page};
use crate::service::{Error, objections, publish, runs};

/// A preview has the style of what is published, and no form.
static PUBLIC: LazyLock<HeaderValue> = LazyLock::new(|| paper::policy(pages::STYLE, "'none'"));

/// Shows them.
pub async fn show(asking: Asking) -> Answer<Response> {
    Ok(sent(drawn(&asking, None).await?))
}

/// What the newest run would be for everybody, before it is published.
pub async fn preview(asking: Asking) -> Answer<Response> {
    let (head, _) = asking.reading().await?.shown.ok_or_else(publish::absent)?;
    let by = (&asking.caller).into();
    let shown = publish::preview(&asking.server.site, by, asking.campaign(), head.position).await?;
    Ok(paper::unkept(pages::preview(&shown, asking.reader.language), &PUBLIC))
}

/// Publishes the newest run, or a correction.
pub async fn publish(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    let (site, by) = (&asking.server.site, (&asking.caller).into());
    let made = match request(&filled) {
        Ok(request) => publish::publish(site, by, asking.campaign(), request).await.map(drop),
        Err(problem) => Err(Error::invalid(problem)),
    };
    after(&asking, &filled, None, made).await
}

/// Grants an objection, or refuses it.
pub async fn answer(
    asking: Asking,
    At((campaign, objection)): At<(String, i64)>,
    Filled(filled): Filled,
) -> Answer<Response> {
    let (site, by) = (&asking.server.site, asking.caller.clone());
    let made = match reply(&filled) {
        Ok(reply) => objections::answer(site, by, campaign, objection, reply).await.map(drop),
        Err(problem) => Err(Error::invalid(problem)),
    };
    after(&asking, &filled, Some(objection), made).await
}

/// Leads back to the page; where it was refused, the page says why and keeps what was filled in.
async fn after(
    asking: &Asking,
    filled: &BTreeMap<String, String>,
    objection: Option<i64>,
    made: Result<(), Error>,
) -> Answer<Response> {
    match made {
        Ok(()) => Ok(kept(&asking.reader.to_newest(&["publications"]))),
        Err(Error::Refused(kind, problem)) => {
            let refusal = Refusal::from(Error::Refused(kind, problem.clone()));
            let refused = Refused { filled, objection, problem };
            let page = drawn(asking, Some(refused)).await?;
            Ok((refusal.status(), sent(page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn drawn(asking: &Asking, refused: Option<Refused<'_>>) -> Answer<String> {
    let site = &asking.server.site;
    let reading = runs::read(site, asking.campaign(), None).await?;
    let versions = publish::list(site, asking.campaign()).await?;
    let objections = objections::list(site, asking.campaign()).await?;
    let when = objections::when(site, asking.campaign(), asking.reader.language).await?;
    let names = objections::names(site, &versions, &objections).await?;
    let files = objections::files(site, asking.campaign(), &objections).await?;
    let (versions, objections, names, files) = (&*versions, &*objections, &names, &files);
    let current = reading.shown.as_ref().filter(|(head, _)| !head.outdated && asking.reader.is_admin);
    let withheld = match current {
        Some((head, _)) => publish::outlook(site, asking.campaign(), head.position).await?,
        None => Withheld::default(),
    };
    let reading = &reading;
    let shown = Published { reading, versions, objections, when: &when, withheld, names, files, refused };
    Ok(page(&asking.reader, &shown))
}

/// What is asked for; nothing is published by who did not say that they saw what everybody would read, and of which run. A script
/// says what it wants by its call, and nobody presses a button in it by mistake.
fn request(filled: &BTreeMap<String, String>) -> Result<PublicationRequest, Problem> {
    let said = |name: &str| filled.get(name).cloned().unwrap_or_default();
    let objections = filled.keys().filter_map(|name| name.strip_prefix("objection-")?.parse().ok());
    let day = typed::day(&said("day"))?;
    let seen = filled.get("run").and_then(|run| run.parse().ok()).filter(|_| !said("sure").is_empty());
    Ok(PublicationRequest {
        decision: said("decision"),
        day,
        reason: said("reason"),
        objections: objections.collect(),
        run: Some(seen.ok_or_else(|| Problem::new("publication.unseen"))?),
        with_hidden_totals: !said("with_hidden_totals").is_empty(),
    })
}

fn reply(filled: &BTreeMap<String, String>) -> Result<NewReply, Problem> {
    let granted = match filled.get("granted").map(String::as_str) {
        Some("yes") => true,
        Some("no") => false,
        _ => return Err(Problem::new("objection.undecided")),
    };
    Ok(NewReply { granted, reason: filled.get("reason").cloned().unwrap_or_default() })
}
