//! Giving and taking roles, each time with its act.

use std::collections::BTreeSet;

use jiff::Timestamp;
use shared::campaign::Campaign;
use shared::problem::Problem;
use shared::wire::{ActKind, Fact, Grant, Role};

use super::log::{self, Actor};
use super::{Error, KnownCampaigns};
use crate::store::{Repositories, StoreError};

/// Who gives or takes, when, and in which transaction.
pub struct Giving<'a> {
    /// The running transaction.
    pub store: &'a dyn Repositories,
    /// Campaigns in memory.
    pub known: &'a KnownCampaigns,
    /// Who.
    pub by: &'a Actor,
    /// When.
    pub at: Timestamp,
}

impl Giving<'_> {
    /// Refuses a role for a campaign that is not here, or at a place where it cannot be held.
    pub fn check(&self, grant: &Grant) -> Result<(), Error> {
        let campaign = grant.campaign.as_deref().map(|id| self.known.get(self.store, id)).transpose()?;
        match (&grant.place, campaign) {
            (place, known) if Role::STAFF.contains(&grant.role) => {
                let problem = |code| Problem::new(code).with("role", grant.role.code());
                let (Some(known), Some(unit)) = (known, place) else {
                    return Err(Error::invalid(problem("account.role_without_unit")));
                };
                known.campaign.unit(unit).map(drop).ok_or_else(|| {
                    let problem = problem("account.unit_unknown").with("unit", unit);
                    Error::invalid(problem.with("campaign", &known.campaign.settings.id))
                })
            }
            (place, known) if grant.role == Role::Supervisor && (place.is_none() || known.is_none()) => {
                Err(Error::invalid(Problem::new("account.supervisor_without_place")))
            }
            (None, _) => Ok(()),
            (Some(place), Some(known)) if [Role::Interviewer, Role::Supervisor].contains(&grant.role) => {
                known_place(&known.campaign, place).map_err(Error::invalid)
            }
            (Some(place), _) => {
                let problem = Problem::new("account.role_without_place").with("role", grant.role.code());
                Err(Error::invalid(problem.with("place", place)))
            }
        }
    }

    /// Gives a role that is not held yet.
    pub fn give(&self, username: &str, grant: &Grant) -> Result<(), Error> {
        self.check(grant)?;
        if self.store.give(username, grant)? {
            let act = log::act(ActKind::RoleGiven, username).within(grant.campaign.as_deref());
            let act = act.after(Fact::Role, grant.role.code());
            let act = act.after(Fact::Places, grant.place.as_deref().unwrap_or_default());
            act.write(self.store, self.by, self.at)?;
            self.tell(grant.campaign.as_deref(), grant.place.is_some())?;
        }
        Ok(())
    }

    /// Takes a role; one without a place goes with all its places in that campaign.
    pub fn take(&self, username: &str, grant: &Grant) -> Result<(), Error> {
        let held = self.store.grants(username)?.into_iter();
        let is_meant = |it: &Grant| {
            let here = it.role == grant.role && it.campaign == grant.campaign;
            here && (grant.place.is_none() || it.place == grant.place)
        };
        let taken: Vec<Grant> = held.filter(is_meant).collect();
        if taken.is_empty() {
            return Ok(());
        }
        for it in &taken {
            self.store.take(username, it)?;
        }
        let places = taken.iter().filter_map(|it| it.place.as_deref()).collect::<Vec<_>>();
        let act = log::act(ActKind::RoleTaken, username).within(grant.campaign.as_deref());
        let act = act.before(Fact::Role, grant.role.code()).before(Fact::Places, places.join(" "));
        act.write(self.store, self.by, self.at)?;
        self.tell(grant.campaign.as_deref(), !places.is_empty())
    }

    /// Gives an interviewer these places in a campaign, and takes all others there.
    pub fn assign(&self, username: &str, campaign: &str, places: &[String]) -> Result<(), Error> {
        let known = self.known.get(self.store, campaign)?;
        for place in places {
            known_place(&known.campaign, place).map_err(Error::invalid)?;
        }
        let before: BTreeSet<String> = self.store.assigned(username, campaign)?.into_iter().collect();
        let after: BTreeSet<String> = places.iter().cloned().collect();
        if before == after {
            return Ok(());
        }
        let at = |place: &String| Grant::at(Role::Interviewer, campaign, place);
        for place in before.difference(&after) {
            self.store.take(username, &at(place))?;
        }
        for place in after.difference(&before) {
            self.store.give(username, &at(place))?;
        }
        let listed = |places: BTreeSet<String>| places.into_iter().collect::<Vec<_>>().join(" ");
        let act = log::act(ActKind::Assigned, username).within(Some(campaign));
        let act = act.before(Fact::Places, listed(before)).after(Fact::Places, listed(after));
        act.write(self.store, self.by, self.at)?;
        self.tell(Some(campaign), true)
    }

    /// The office sees who is assigned; tablets fetch their package again.
    fn tell(&self, campaign: Option<&str>, places: bool) -> Result<(), Error> {
        if let Some(campaign) = campaign.filter(|_| places) {
            self.store.grow_revision(campaign)?;
        }
        Ok(())
    }
}

/// Whether the account may sign in and is an admin of every campaign.
pub fn is_admin(store: &dyn Repositories, username: &str) -> Result<bool, StoreError> {
    let enabled = store.account(username)?.is_some_and(|account| !account.disabled);
    Ok(enabled && shared::wire::holds(&store.roles(username)?, &[Role::Admin], None))
}

/// Refuses a place that the campaign does not have.
pub fn known_place(campaign: &Campaign, place: &str) -> Result<(), Problem> {
    if campaign.has_place(place) {
        return Ok(());
    }
    let problem = Problem::new("account.place_unknown").with("place", place);
    Err(problem.with("campaign", &campaign.settings.id))
}
