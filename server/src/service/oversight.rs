//! Which places of a campaign somebody leads: the office all of them, a supervisor some with what lies below them. What else is there,
//! no list, count or page tells a supervisor.

use std::collections::BTreeSet;

use shared::campaign::Campaign;
use shared::places::Places;
use shared::problem::Problem;
use shared::wire::{Grant, Role, holds};

use super::session::Caller;
use super::{Error, Kind, KnownCampaign};
use crate::store::{Repositories, StoreError};

/// The places that somebody leads in a campaign.
#[derive(Clone, Debug)]
pub struct Oversight {
    /// Those of a supervisor; none for the office, which sees all.
    places: Option<BTreeSet<String>>,
    /// What is no work elsewhere, for who does not see all.
    aside: BTreeSet<String>,
}

/// The campaigns for practice, and those that are closed: who has a place there too may be led, and enrolled, as if they had none.
pub fn aside(store: &dyn Repositories) -> Result<BTreeSet<String>, StoreError> {
    let mut aside = store.practices()?;
    aside.extend(store.heads()?.into_iter().filter(|head| head.closed.is_some()).map(|head| head.id));
    Ok(aside)
}

impl Oversight {
    /// What this person sees, as it stands in this transaction: the office all of it.
    pub fn of(store: &dyn Repositories, caller: &Caller, campaign: &str) -> Result<Self, StoreError> {
        Self::whole_for(store, (&Role::OFFICE, &caller.roles), campaign, || caller.grants(store))
    }

    /// What this person leads, who may see more than that: admins all of it.
    pub fn led(store: &dyn Repositories, caller: &Caller, campaign: &str) -> Result<Self, StoreError> {
        Self::whole_for(store, (&[Role::Admin], &caller.roles), campaign, || caller.grants(store))
    }

    /// The same of who holds these roles.
    pub fn led_by(store: &dyn Repositories, held: &[Grant], campaign: &str) -> Result<Self, StoreError> {
        Self::whole_for(store, (&[Role::Admin], held), campaign, || Ok(held.to_vec()))
    }

    fn whole_for(
        store: &dyn Repositories,
        (roles, held): (&[Role], &[Grant]),
        campaign: &str,
        grants: impl FnOnce() -> Result<Vec<Grant>, StoreError>,
    ) -> Result<Self, StoreError> {
        if holds(held, roles, Some(campaign)) {
            return Ok(Self::whole());
        }
        let here =
            |grant: &Grant| grant.role == Role::Supervisor && grant.campaign.as_deref() == Some(campaign);
        let held = grants()?.into_iter().filter(here);
        let places = Some(held.filter_map(|grant| grant.place).collect());
        Ok(Self { places, aside: aside(store)? })
    }

    /// That of who leads all.
    pub fn whole() -> Self {
        Self { places: None, aside: BTreeSet::new() }
    }

    /// Whether it is all of the campaign.
    pub fn is_whole(&self) -> bool {
        self.places.is_none()
    }

    /// Whether what happens at a place is theirs to see.
    pub fn sees(&self, campaign: &Campaign, place: &str) -> bool {
        self.covers(&campaign.places, place)
    }

    fn covers(&self, tree: &Places, place: &str) -> bool {
        let covers = |places: &BTreeSet<String>| places.iter().any(|it| tree.covers(it, place));
        self.places.as_ref().is_none_or(covers)
    }

    /// Refuses a ballot that is not theirs to see as one that is not there.
    pub fn find(
        &self,
        store: &dyn Repositories,
        known: Option<&KnownCampaign>,
        campaign: &str,
        ballot: i64,
    ) -> Result<(), Error> {
        if self.is_whole() {
            return Ok(());
        }
        let stands = store.standing(campaign, ballot)?;
        let theirs = known.zip(stands).is_some_and(|(known, it)| self.sees(&known.campaign, &it.place));
        let absent = || Problem::new("ballot.absent").with("key", ballot);
        if theirs { Ok(()) } else { Err(Error::Refused(Kind::Absent, absent())) }
    }

    /// Whether somebody who interviews at these places, and holds these roles, is theirs: at each place, and in no other campaign that
    /// goes on.
    pub fn leads(&self, campaign: &Campaign, places: &[String], roles: &[Grant]) -> bool {
        self.is_whole() || self.has(&campaign.places, &campaign.settings.id, places, roles)
    }

    fn has(&self, tree: &Places, campaign: &str, places: &[String], roles: &[Grant]) -> bool {
        let here = |grant: &Grant| {
            let theirs = |it: &str| it == campaign || self.aside.contains(it);
            grant.role == Role::Interviewer && grant.campaign.as_deref().is_none_or(theirs)
        };
        !places.is_empty() && places.iter().all(|place| self.covers(tree, place)) && roles.iter().all(here)
    }

    /// At which of these places somebody works who is theirs there, whatever they do elsewhere: such a person may be written to and asked for
    /// something.
    pub fn met<'a>(&self, campaign: &Campaign, places: &'a [String]) -> Vec<&'a String> {
        let tree = &campaign.places;
        let is_met = |led: &String, it: &str| tree.covers(it, led) || tree.covers(led, it);
        let is_theirs =
            |it: &&String| self.places.as_ref().is_none_or(|led| led.iter().any(|led| is_met(led, it)));
        places.iter().filter(is_theirs).collect()
    }

    /// The same of who has this account, as they stand in this transaction.
    pub fn leads_now(
        &self,
        store: &dyn Repositories,
        campaign: &Campaign,
        username: &str,
    ) -> Result<bool, StoreError> {
        let places = store.assigned(username, &campaign.settings.id)?;
        Ok(self.leads(campaign, &places, &store.roles(username)?))
    }
}

#[cfg(test)]
mod tests {
    use shared::places::{Place, PlaceKind};

    use super::*;

    #[test]
    fn whoever_works_elsewhere_too_is_led_by_nobody_here_but_the_office() {
        let place = |(code, parent): (&str, Option<&str>)| Place {
            code: code.to_owned(),
            kind: PlaceKind::Commune,
            name: code.to_owned(),
            parent: parent.map(str::to_owned),
            unit: None,
            basis: String::new(),
            sampled: true,
        };
        let tree: Places = [("d", None), ("c", Some("d")), ("e", None)].map(place).into_iter().collect();
        let leader = Oversight { places: Some(["d".to_owned()].into()), aside: ["p".to_owned()].into() };
        let plain = [Grant::of(Role::Interviewer), Grant::within(Role::Interviewer, "a")];
        let other = [Grant::within(Role::Interviewer, "a"), Grant::within(Role::Interviewer, "b")];
        let practises = [Grant::within(Role::Interviewer, "a"), Grant::within(Role::Interviewer, "p")];
        let viewer = [Grant::within(Role::Interviewer, "a"), Grant::within(Role::Viewer, "a")];
        for (places, roles, expected) in [
            (&["c"][..], &plain[..], true),
            (&["c", "d"], &plain, true),
            (&["c", "e"], &plain, false),
            (&["province"], &plain, false),
            (&[], &plain, false),
            (&["c"], &other, false),
            (&["c"], &practises, true),
            (&["c"], &viewer, false),
        ] {
            let places: Vec<String> = places.iter().map(|it| (*it).to_owned()).collect();
            assert_eq!(leader.has(&tree, "a", &places, roles), expected, "{places:?} {roles:?}");
        }
    }
}
