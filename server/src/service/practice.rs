//! A campaign to try interviews with: another one's forms and quotas under an id of its own, open from today on and plainly marked, with the
//! same interviewers and supervisors at the same places and the same clerks. Its ballots are its own: they count in no other, and nothing of it is published.

use jiff::SignedDuration;
use shared::campaign;
use shared::problem::Problem;
use shared::wire::{AccountChange, Grant, Role};

use super::import::{Import, ImportError, import};
use super::session::Caller;
use super::{Error, Kind, Site, accounts};

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
    if !caller.may(&[Role::Admin], None) {
        return Err(Error::Refused(Kind::Forbidden, Problem::new("practice.admins")));
    }
    let (known, now, id) = (site.known.clone(), site.now(), beside(&of));
    let made = id.clone();
    let (known, people) = site
        .store
        .read(move |store| {
            let known = known.get(store, &of)?;
            if known.campaign.settings.practice || store.head(&made)?.is_some() {
                return Err(Error::conflict(Problem::new("practice.there").with("campaign", made)));
            }
            let mut people = Vec::new();
            for account in store.accounts()? {
                let held = store.grants(&account.username)?.into_iter();
                let held: Vec<_> = held
                    .filter(|it| it.campaign.as_ref() == Some(&of) && ROLES.contains(&it.role))
                    .map(|it| Grant { campaign: Some(made.clone()), ..it })
                    .collect();
                people.push((account.username, held));
            }
            people.retain(|(_, held)| !held.is_empty());
            Ok((known, people))
        })
        .await?;
    let [opens, closes] =
        [now, now + OPEN].map(|at| at.to_zoned(known.forms.zone().clone()).date().to_string());
    let year = known.campaign.settings.year;
    let it =
        campaign::practice(known.campaign.clone(), &id, year, &opens, &closes).map_err(Error::invalid)?;
    import(site, Import { by: caller.into(), ..Import::of(it) }).await.map_err(refused)?;
    for (username, give) in people {
        let change = AccountChange { give, ..AccountChange::default() };
        accounts::change(site, caller.into(), username, change).await?;
    }
    Ok(id)
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
