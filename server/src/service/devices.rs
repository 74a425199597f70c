//! Tablets: what each tells of itself whenever it asks for its campaigns, and one that was lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use shared::collate::sort_by_name;
use shared::problem::Problem;
use shared::wire::{ActKind, Grant, Held};
use uuid::Uuid;

use super::enrol::{interviews_in, people};
use super::log::{self, Actor};
use super::oversight::Oversight;
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site, practice};
use crate::secret::TokenHash;
use crate::store::{DeviceRow, Enrolment, Repositories, Session, StoreError};

/// The longest name of a version that is kept.
const LONGEST_APP: usize = 80;
/// The longest list of what a tablet holds of each campaign: a hundred of them and more.
const LONGEST_HELD: usize = 8 << 10;

/// What a tablet tells.
#[derive(Clone, Debug)]
pub struct Told {
    /// The name of its store.
    pub id: Uuid,
    /// The version of its app.
    pub app: String,
    /// Whether its browser promised to keep what is stored.
    pub persisted: bool,
    /// Its clock, in milliseconds since 1970.
    pub clock_ms: Option<i64>,
    /// Finished ballots without a receipt.
    pub unsent: u32,
    /// Interviews that are not finished.
    pub drafts: u32,
    /// The same of each campaign, as [`shared::wire::Held`] tells it; none from an app that tells sums alone.
    pub held: Option<String>,
}

/// A tablet as the office sees it.
pub struct Device {
    /// What it last told.
    pub told: DeviceRow,
    /// The session with which it calls.
    pub session: Session,
    /// Which import of the campaign it fetched last.
    pub fetched: Option<i64>,
}

/// The tablets of a campaign, and the links that may still be used.
pub struct Devices {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// The moment of all this.
    pub now: Timestamp,
    /// The tablets of its interviewers, the last heard first.
    pub devices: Vec<Device>,
    /// Links that wait, by the digest of each.
    pub links: Vec<(TokenHash, Enrolment)>,
    /// For whom a link may be made, by name.
    pub people: Vec<(String, String)>,
    /// What the people of all these accounts are called.
    pub names: BTreeMap<String, String>,
    /// The campaign for practice that was made beside this one.
    pub practice: Option<String>,
}

/// Keeps what a tablet tells of itself. Where it cannot be kept, the tablet still gets what it asked for.
pub async fn told(site: &Site, caller: &Caller, told: Told) {
    let now = site.now();
    let row = DeviceRow {
        session: caller.token,
        id: told.id,
        app: told.app.chars().take(LONGEST_APP).collect(),
        persisted: told.persisted,
        clock_ms: told.clock_ms.and_then(|ms| now.as_millisecond().checked_sub(ms)),
        unsent: told.unsent,
        drafts: told.drafts,
        held: told.held.as_deref().filter(|held| held.len() <= LONGEST_HELD).and_then(Held::told),
        at: now,
    };
    passed_over(site.store.write(move |store| store.put_device(&row)).await);
}

fn passed_over(kept: Result<(), StoreError>) {
    if let Err(error) = kept {
        tracing::warn!(%error, "what a tablet tells is not kept");
    }
}

/// Keeps that a tablet fetched a campaign, where that is another import than it had.
pub async fn fetched(site: &Site, caller: &Caller, campaign: String) {
    let (session, now) = (caller.token, site.now());
    let of = campaign.clone();
    let news = move |store: &dyn Repositories| {
        let Some(generation) = store.head(&of)?.map(|head| head.generation) else { return Ok(None) };
        Ok::<_, StoreError>(store.lacks(&session, &of, generation)?.then_some(generation))
    };
    let kept = match site.store.read(news).await {
        Ok(None) => Ok(()),
        Ok(Some(generation)) => {
            site.store.write(move |store| store.put_fetched(&session, &campaign, generation, now)).await
        }
        Err(error) => Err(error),
    };
    passed_over(kept);
}

/// All that the office sees; a supervisor sees those of the interviewers of its places.
pub async fn list(site: &Site, caller: Caller, campaign: String) -> Result<Devices, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let oversight = Oversight::of(store, &caller, &campaign)?;
            let (assigned, none) = (store.assignees(&campaign)?, Vec::new());
            let leads = |username: &str, roles: &[Grant]| {
                let places = assigned.get(username).unwrap_or(&none);
                oversight.leads(&known.campaign, places, roles)
            };
            let fetched = store.fetched(&campaign)?;
            let mut devices = Vec::new();
            for (told, session) in store.devices()? {
                let roles = store.roles(&session.username)?;
                if interviews_in(&roles, &campaign) && leads(&session.username, &roles) {
                    let fetched = fetched.get(&told.session).copied();
                    devices.push(Device { told, session, fetched });
                }
            }
            let mut links = store.enrolments(&campaign)?;
            links.retain(|(_, it)| it.used.is_none() && it.revoked.is_none() && it.expires > now);
            let mut theirs = Vec::new();
            for (digest, it) in links {
                if leads(&it.account, &store.roles(&it.account)?) {
                    theirs.push((digest, it));
                }
            }
            let accounts = store.accounts()?.into_iter();
            let names: BTreeMap<_, _> = accounts.map(|it| (it.username, it.name)).collect();
            let named = |it: String| (names.get(&it).cloned().unwrap_or_default(), it);
            let mut people: Vec<_> = people(store, &campaign, leads)?.into_iter().map(named).collect();
            sort_by_name(&mut people, |(name, _)| name);
            let beside = practice::beside(&campaign);
            let practice = store.head(&beside)?.is_some().then_some(beside);
            Ok(Devices { known, now, devices, links: theirs, people, names, practice })
        })
        .await
}

/// Ends the session of a tablet that was lost: it reads nothing more, and what it still sends waits for a person.
pub async fn revoke(site: &Site, by: Caller, campaign: String, session: TokenHash) -> Result<(), Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let absent = || Error::Refused(Kind::Absent, Problem::new("device.absent"));
            if !store.is_device(&session)? {
                return Err(absent());
            }
            let (found, account) = store.session(&session)?.ok_or_else(absent)?;
            let known = known.get(store, &campaign)?;
            let is_theirs = Oversight::led(store, &by, &campaign)?.leads_now(
                store,
                &known.campaign,
                &account.username,
            )?;
            if !(is_theirs && interviews_in(&store.roles(&account.username)?, &campaign)) {
                return Err(absent());
            }
            if found.revoked.is_none() {
                store.revoke_session(&session, now)?;
                log::act(ActKind::DeviceRevoked, &account.username).within(Some(&campaign)).write(
                    store,
                    &Actor::from(&by),
                    now,
                )?;
            }
            Ok(())
        })
        .await
}
