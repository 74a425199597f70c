//! Who supervises which places of a campaign; giving and taking that.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::collate::sort_by_name;
use shared::problem::Problem;
use shared::wire::{Grant, Role};

use super::enrol::administers_all;
use super::oversight::aside;
use super::roles::Giving;
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site};

/// The supervisors of a campaign.
pub struct Supervisors {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// Each with the places that they lead, by what they are called.
    pub people: Vec<Supervisor>,
    /// Whom who asks may give places to, by what they are called: account and name.
    pub others: Vec<(String, String)>,
}

/// A person who leads places.
pub struct Supervisor {
    /// The account.
    pub username: String,
    /// What they are called.
    pub name: String,
    /// The places, in the campaign's own order.
    pub places: Vec<String>,
}

/// All of them.
pub async fn list(site: &Site, caller: Caller, campaign: String) -> Result<Supervisors, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let mut held: BTreeMap<String, Vec<String>> = store.holders(Role::Supervisor, &campaign)?;
            let (accounts, aside) = (store.accounts()?, aside(store)?);
            let mut others = Vec::new();
            for account in accounts.iter().filter(|account| !account.disabled) {
                if administers_all(&caller.roles, &store.roles(&account.username)?, &aside) {
                    others.push((account.username.clone(), account.name.clone()));
                }
            }
            sort_by_name(&mut others, |(username, name)| if name.is_empty() { username } else { name });
            let named = accounts.into_iter().filter_map(|account| {
                let mut places = held.remove(&account.username)?;
                places.sort_by_key(|place| known.campaign.place_order(place));
                Some(Supervisor { username: account.username, name: account.name, places })
            });
            let mut people: Vec<_> = named.collect();
            sort_by_name(&mut people, |it| if it.name.is_empty() { &it.username } else { &it.name });
            Ok(Supervisors { known, people, others })
        })
        .await
}

/// Gives places to whoever has this account, or takes them away. Who leads others' ballots is led, and enrolled, by nobody else: so it is
/// given by who administers whatever else they do, and who administers less is not told which accounts there are.
pub async fn set(
    site: &Site,
    caller: Caller,
    campaign: String,
    username: String,
    places: Vec<String>,
    given: bool,
) -> Result<(), Error> {
    let (known, at) = (site.known.clone(), site.now());
    if places.is_empty() {
        return Err(Error::invalid(Problem::new("supervisors.none_chosen")));
    }
    site.store
        .write(move |store| {
            let found = store.account(&username)?;
            let is_theirs =
                !given || administers_all(&caller.roles, &store.roles(&username)?, &aside(store)?);
            if found.is_none() || !is_theirs {
                let problem = match caller.may(&[Role::Admin], None) {
                    true => Problem::new("account.absent"),
                    false => Problem::new("supervisors.not_theirs"),
                };
                return Err(Error::Refused(Kind::Absent, problem.with("account", &username)));
            }
            let giving = Giving { store, known: &known, by: &(&caller).into(), at };
            places.into_iter().map(|place| Grant::at(Role::Supervisor, &campaign, place)).try_for_each(
                |grant| {
                    if given { giving.give(&username, &grant) } else { giving.take(&username, &grant) }
                },
            )
        })
        .await
}
