//! A campaign to try interviews with: another one's forms and quotas under an id of its own, open from today on and plainly marked, with the
//! same interviewers and supervisors at the same places and the same clerks. Its ballots are its own: they count in no other, and nothing of it is published.

use jiff::SignedDuration;
use shared::campaign;
use shared::problem::Problem;
use shared::wire::{AccountChange, Grant, Role};

use super::import::{Import, ImportError, import};
use super::session::Caller;
use super::{Error, Kind, Site, accounts};
use crate::store::{Repositories, StoreError};

/// What its id has behind that of the other one.
const BEHIND: &str = "-tap-huan";
/// Who practises.
const ROLES: [Role; 3] = [Role::Interviewer, Role::Supervisor, Role::Clerk];
/// How long it stays open.
const OPEN: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The id of the one that is made beside a campaign.
pub fn beside(campaign: &str) -> String {
    format!("{campaign}{BEHIND}")
}

/// Makes one beside a campaign, and gives its id.
pub async fn begin(site: &Site, caller: &Caller, of: String) -> Result<String, Error> {
    refuse_others(caller)?;
    let (known, now, id) = (site.known.clone(), site.now(), beside(&of));
    let made = id.clone();
    let (known, people) = site
        .store
        .read(move |store| {
            let known = known.get(store, &of)?;
            if known.campaign.settings.practice || store.head(&made)?.is_some() {
                return Err(Error::conflict(Problem::new("practice.there").with("campaign", made)));
            }
            Ok((known, lacking(store, &of, &made)?))
        })
        .await?;
    let [opens, closes] =
        [now, now + OPEN].map(|at| at.to_zoned(known.forms.zone().clone()).date().to_string());
    let year = known.campaign.settings.year;
    let it =
        campaign::practice(known.campaign.clone(), &id, year, &opens, &closes).map_err(Error::invalid)?;
    import(site, Import { by: caller.into(), ..Import::of(it) }).await.map_err(refused)?;
    give(site, caller, people).await?;
    Ok(id)
}

/// Lets who came to a campaign later practise beside it, too, and at the places that are theirs since; gives the id of the one to practise in.
pub async fn renew(site: &Site, caller: &Caller, of: String) -> Result<String, Error> {
    refuse_others(caller)?;
    let id = beside(&of);
    let made = id.clone();
    let people = site.store.read(move |store| {
        if store.head(&made)?.is_none() {
            let absent = Problem::new("practice.none");
            return Err(Error::Refused(Kind::Absent, absent));
        }
        Ok(lacking(store, &of, &made)?)
    });
    give(site, caller, people.await?).await?;
    Ok(id)
}

fn refuse_others(caller: &Caller) -> Result<(), Error> {
    let may = caller.may(&[Role::Admin], None);
    if may { Ok(()) } else { Err(Error::Refused(Kind::Forbidden, Problem::new("practice.admins"))) }
}

/// Who has which role in a campaign, and not yet in the one to practise in.
fn lacking(store: &dyn Repositories, of: &str, made: &str) -> Result<Vec<(String, Vec<Grant>)>, StoreError> {
    let mut people = Vec::new();
    for account in store.accounts()? {
        let grants = store.grants(&account.username)?;
        let held = grants.iter().filter(|it| it.campaign.as_deref() == Some(of) && ROLES.contains(&it.role));
        let held = held.map(|it| Grant { campaign: Some(made.to_owned()), ..it.clone() });
        let lacks: Vec<_> = held.filter(|it| !grants.contains(it)).collect();
        people.push((account.username, lacks));
    }
    people.retain(|(_, lacks)| !lacks.is_empty());
    Ok(people)
}

async fn give(site: &Site, caller: &Caller, people: Vec<(String, Vec<Grant>)>) -> Result<(), Error> {
    for (username, give) in people {
        let change = AccountChange { give, ..AccountChange::default() };
        accounts::change(site, caller.into(), username, change).await?;
    }
    Ok(())
}

/// What was right once is right again, but for what changed meanwhile.
fn refused(error: ImportError) -> Error {
    match error {
        ImportError::Wrong(faults) => {
            let first = faults.into_iter().next().map(|fault| fault.problem);
            Error::invalid(first.unwrap_or_else(|| Problem::new("practice.there")))
        }
        ImportError::Refused(problem) => Error::conflict(problem),
        ImportError::Store(error) => error.into(),
    }
}
