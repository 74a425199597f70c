//! Who supervises which places of a campaign; giving and taking that.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::collate::sort_by_name;
use shared::problem::Problem;
use shared::wire::{Grant, Role};

use super::log::Actor;
use super::roles::Giving;
use super::{Error, Kind, KnownCampaign, Site};

/// The supervisors of a campaign.
pub struct Supervisors {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// Each with the places that they lead, by what they are called.
    pub people: Vec<Supervisor>,
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
pub async fn list(site: &Site, campaign: String) -> Result<Supervisors, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let mut held: BTreeMap<String, Vec<String>> = store.holders(Role::Supervisor, &campaign)?;
            let named = store.accounts()?.into_iter().filter_map(|account| {
                let mut places = held.remove(&account.username)?;
                places.sort_by_key(|place| known.campaign.place_order(place));
                Some(Supervisor { username: account.username, name: account.name, places })
            });
            let mut people: Vec<_> = named.collect();
            sort_by_name(&mut people, |it| if it.name.is_empty() { &it.username } else { &it.name });
            Ok(Supervisors { known, people })
        })
        .await
}

/// Gives a place to whoever has this account, or takes it away.
pub async fn set(
    site: &Site,
    by: Actor,
    campaign: String,
    username: String,
    place: String,
    given: bool,
) -> Result<(), Error> {
    let (known, at) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let absent = || Problem::new("account.absent").with("account", &username);
            store.account(&username)?.ok_or_else(|| Error::Refused(Kind::Absent, absent()))?;
            let giving = Giving { store, known: &known, by: &by, at };
            let grant = Grant::at(Role::Supervisor, campaign, place);
            if given { giving.give(&username, &grant) } else { giving.take(&username, &grant) }
        })
        .await
}
