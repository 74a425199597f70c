//! Giving many leaves the points that stand, each judged and answered by itself.

use std::collections::BTreeSet;

use shared::assessment::stood;
use shared::problem::Problem;
use shared::wire::{Acceptance, Accepted, Accepting, Appraisal, MOST_ACCEPTED, Round, Saying};

use super::footing::Footing;
use super::say::{Spot, is_known, say_in};
use crate::service::session::Caller;
use crate::service::{Error, Site};

/// Accepts them. A leaf with a flag is looked at by itself; so is one that was appraised already.
pub async fn accept(
    site: &Site,
    caller: Caller,
    campaign: String,
    accepting: Accepting,
) -> Result<Vec<Acceptance>, Error> {
    if accepting.leaves.len() > MOST_ACCEPTED {
        return Err(Error::invalid(Problem::new("assessments.accepted_many").with("most", MOST_ACCEPTED)));
    }
    let flagged = flagged(site, &caller, &campaign, &accepting).await?;
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let mut answers = Vec::new();
            for it in accepting.leaves {
                let is_flagged = flagged.contains(&(it.unit.clone(), it.leaf.clone()));
                let (unit, leaf) = (it.unit.clone(), it.leaf.clone());
                let refused = match accept_one(&footing, &caller, accepting.round, it, is_flagged) {
                    Ok(()) => None,
                    Err(Error::Store(error)) => return Err(error.into()),
                    Err(Error::Refused(_, problem)) => Some(problem),
                    Err(Error::Faults(faults)) => faults.into_iter().next().map(|fault| fault.problem),
                };
                answers.push(Acceptance { unit, leaf, refused });
            }
            Ok(answers)
        })
        .await
}

fn accept_one(
    footing: &Footing,
    caller: &Caller,
    round: Round,
    Accepted { id, unit, leaf, entry }: Accepted,
    is_flagged: bool,
) -> Result<(), Error> {
    let rule = footing.leaf(&unit, &leaf)?;
    let record = footing.record(&unit, &leaf)?;
    let about = |code: &str| Problem::new(code).with("unit", &unit).with("code", &leaf);
    let said =
        Appraisal { round, entry: Some(entry), points: stood(rule, &record, round), ..Appraisal::default() };
    let spot = Spot { campaign: footing.id().to_owned(), unit: unit.clone(), leaf: leaf.clone(), id };
    let saying = Saying { over: Vec::new(), said };
    // What is here already is acked, whatever it looks like by now.
    if !is_known(footing, caller, &spot, &saying)? {
        if is_flagged {
            return Err(Error::conflict(about("assessments.flagged")));
        }
        if record.appraisals.iter().any(|it| it.said.round == round) {
            return Err(Error::conflict(about("assessments.appraised_already")));
        }
        if saying.said.points.is_none() {
            return Err(Error::invalid(about("assessments.nothing_claimed")));
        }
    }
    say_in(footing, caller, &spot, saying).map(drop)
}

/// Those of the leaves that have a flag.
async fn flagged(
    site: &Site,
    caller: &Caller,
    campaign: &str,
    accepting: &Accepting,
) -> Result<BTreeSet<(String, String)>, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    let spots: Vec<_> = accepting.leaves.iter().map(|it| (it.unit.clone(), it.leaf.clone())).collect();
    let (caller, id) = (caller.clone(), campaign.to_owned());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &id, now)?;
            let look = books.look(store, footing.campaign(), |book, last| {
                let has_flag = |(unit, leaf): &(String, String)| {
                    let record = book.leaf(unit, leaf);
                    record.is_some_and(|record| !book.flags(footing.campaign(), record, last).is_empty())
                };
                spots.into_iter().filter(has_flag).collect()
            });
            Ok::<_, Error>(look?)
        })
        .await
}
