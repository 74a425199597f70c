//! `/r/{campaign}/paper`: batches of papers and how far they are; `POST` hands one out, notes what came back of one, or
//! cancels one; with `as` and the name of a file as a table.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Redirect, Response};
use shared::message::Language;
use shared::problem::Problem;
use shared::typed;
use shared::wire::{NewPaperBatch, PaperBatch, PaperReturn};

use super::answer::{Asking, csv, sent};
use crate::http::{Answer, AtQuery, Filled, Refusal};
use crate::pages::office::form_and_place::{Share, shares};
use crate::pages::office::paper::{page, row};
use crate::service::flags::Called;
use crate::service::papers::{Overview, Table};
use crate::service::{Error, Kind, papers};

type Fields = BTreeMap<String, String>;

/// Shows them, or gives a table of them, with what was keyed and by whom: to the office alone.
pub async fn show(asking: Asking, AtQuery(asked): AtQuery<Fields>) -> Answer<Response> {
    if let Some(which) = asked.get("as").and_then(|file| Table::of_file(file)) {
        if !asking.reader.is_office {
            return Err(Error::Refused(Kind::Forbidden, Problem::new("papers.office")).into());
        }
        let by = (&asking.caller).into();
        return Ok(csv(
            which.file(),
            papers::taken(&asking.server.site, by, asking.campaign(), which).await?,
        ));
    }
    Ok(sent(drawn(&asking, None).await?))
}

/// Hands papers out, takes them back or cancels a batch, and leads to the batch; where that was refused, the page says why and keeps what was filled in.
pub async fn change(asking: Asking, Filled(filled): Filled) -> Answer<Response> {
    match changed(&asking, &filled).await {
        Ok(batch) => {
            let to = format!("{}#{}", asking.reader.to_newest(&["paper"]), row(batch));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Error::Refused(kind, problem)) => {
            let status = Refusal::from(Error::Refused(kind, problem.clone())).status();
            Ok((status, sent(drawn(&asking, Some((&filled, problem))).await?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Does what the form asks for, and gives the number of the batch, of several the first.
async fn changed(asking: &Asking, filled: &Fields) -> Result<i64, Error> {
    let (site, caller) = (&asking.server.site, asking.caller.clone());
    let said = |name: &str| filled.get(name).map_or("", |value| value.trim());
    // What is no number is refused as one that is too large is.
    let number = |name: &str| said(name).parse().unwrap_or(u32::MAX);
    let batch = match said("batch").parse() {
        Ok(batch) if filled.contains_key("cancel") => {
            papers::cancel(site, caller, asking.campaign(), batch, said("cancel").to_owned()).await?
        }
        Ok(batch) => {
            let day = typed::day(said("day")).map_err(Error::invalid)?;
            let back = PaperReturn { returned: number("returned"), spoiled: number("spoiled"), day };
            papers::take_back(site, caller, asking.campaign(), batch, back).await?
        }
        Err(_) => {
            let found = papers::overview(site, asking.campaign()).await?;
            let shares = shares(filled, "issued", &found.asked);
            if said("above") != "yes" {
                shares
                    .iter()
                    .try_for_each(|share| within_plan(&found, share, asking.reader.language))
                    .map_err(Error::conflict)?;
            }
            let (mut first, mut seen) = (None, said("seen").parse().ok());
            for Share { form, place, number: issued } in shares {
                let issued = issued.unwrap_or(u32::MAX);
                let what = NewPaperBatch { form, place, issued, twice: number("twice") };
                let made = papers::issue(site, caller.clone(), asking.campaign(), what, seen).await?;
                seen = seen.map(|_| made.position);
                first.get_or_insert(made);
            }
            first.ok_or_else(|| Error::invalid(Problem::new("papers.nowhere")))?
        }
    };
    Ok(batch.position)
}

/// More papers than ballots are planned are handed out by who says so: what was handed out is not taken off the list.
fn within_plan(found: &Overview, share: &Share, language: Language) -> Result<(), Problem> {
    let of = |form: &str, place: &str| (form, place) == (&*share.form, &*share.place);
    let counts = |batch: &&PaperBatch| batch.cancelled.is_none() && of(&batch.what.form, &batch.what.place);
    let before = found.batches.iter().filter(counts);
    let before: u32 = before.map(|batch| batch.what.issued).sum();
    let planned = found.asked.iter().find(|((form, place), _)| of(form, place)).map_or(0, |(_, n)| *n);
    let Some(issued) = share.number.filter(|n| planned > 0 && n.saturating_add(before) > planned) else {
        return Ok(());
    };
    let problem = Problem::new("papers.above").with("n", issued).with("planned", planned);
    let called = Called::name(&found.called.places, &share.place, language.code());
    let place = if called.is_empty() { &*share.place } else { called };
    Err(problem.with("before", before).with("place", place))
}

async fn drawn(asking: &Asking, refused: Option<(&Fields, Problem)>) -> Result<String, Error> {
    let found = papers::overview(&asking.server.site, asking.campaign()).await?;
    Ok(page(&asking.reader, &found, refused))
}
