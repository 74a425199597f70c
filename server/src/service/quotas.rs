//! Quotas divided among those who interview: who takes how many ballots of which form at which place. What does not add up is said and
//! kept as it was filled in; a tablet plans by its person's part as soon as a quota is divided at all.

mod alone;
mod done;
mod fill;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::campaign::{Campaign, Quota};
use shared::collate::sort_by_name;
use shared::problem::Problem;
use shared::wire::{ActKind, Fact};

pub use alone::Alone;

use self::alone::Handed;
use self::done::Done;
use self::fill::fill;
use super::log::{self, Actor};
use super::oversight::Oversight;
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site};
use crate::store::{Repositories, Share, StoreError};

/// More ballots of one quota nobody takes.
const MOST: u32 = 100_000;

/// Quotas and who takes how much of each.
pub struct Quotas {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// The quotas that are looked at, in the campaign's order of places, then of forms.
    pub rows: Vec<Row>,
}

/// A quota.
pub struct Row {
    /// The form.
    pub form: String,
    /// The place.
    pub place: String,
    /// How many ballots are planned.
    pub planned: u32,
    /// Who interviews there, by name, and whoever has a part and does not any more; with their parts.
    pub parts: Vec<Part>,
    /// What is answered without them.
    pub alone: Alone,
}

/// Somebody's part of a quota.
pub struct Part {
    /// The account.
    pub account: String,
    /// What its person is called.
    pub name: String,
    /// How many ballots; none where nothing was said.
    pub said: Option<u32>,
    /// Whether they are assigned there.
    pub assigned: bool,
    /// How many valid ballots they made.
    pub done: u32,
}

impl Part {
    /// How many ballots.
    pub fn ballots(&self) -> u32 {
        self.said.unwrap_or(0)
    }

    /// Whether something may be given to them: they interview there, or have a part of when they did.
    pub fn is_given(&self) -> bool {
        self.assigned || self.said.is_some()
    }

    /// How many ballots of the quota are theirs: what they are to take, and of who left at least what they did.
    pub fn takes(&self) -> u32 {
        if self.assigned { self.ballots() } else { self.ballots().max(self.done) }
    }

    /// What they are called; by the account where they have no name.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.account } else { &self.name }
    }
}

impl Row {
    /// How many ballots are divided, with those for which nobody interviews.
    pub fn divided(&self) -> u32 {
        self.parts.iter().map(Part::takes).sum::<u32>().saturating_add(self.alone.all())
    }

    /// How many those who interview there share: what is answered without them is not theirs, nor what is done by who left.
    fn shared(&self) -> u32 {
        let gone: u32 = self.parts.iter().filter(|part| !part.assigned).map(|part| part.done).sum();
        self.planned.saturating_sub(self.alone.all()).saturating_sub(gone)
    }

    /// How many nobody has yet.
    pub fn left(&self) -> u32 {
        self.planned.saturating_sub(self.divided())
    }

    /// Who interviews there and was given nothing, though others were; who is said to take nothing is meant to.
    pub fn without(&self) -> impl Iterator<Item = &Part> {
        let given = self.parts.iter().any(|part| part.said.is_some());
        self.parts.iter().filter(move |part| given && part.assigned && part.said.is_none())
    }

    /// How many people each plan for all of it, as nobody divided it.
    pub fn planned_by(&self) -> usize {
        let said = self.parts.iter().any(|part| part.said.is_some());
        if said { 0 } else { self.parts.iter().filter(|part| part.assigned).count() }
    }
}

/// The parts of a campaign, as they are planned by.
#[derive(Default)]
pub(super) struct Divided(BTreeMap<(String, String), BTreeMap<String, u32>>);

impl Divided {
    pub(super) fn of(store: &dyn Repositories, campaign: &Campaign) -> Result<Self, StoreError> {
        let mut all = BTreeMap::<_, BTreeMap<String, u32>>::new();
        let mut shares = store.shares(&campaign.settings.id)?;
        // Where one is kept under both codes of the province, its own is the later.
        shares.sort_by_key(|it| campaign.places.canonical(&it.place) == it.place);
        for it in shares {
            let place = campaign.places.canonical(&it.place).to_owned();
            all.entry((it.form, place)).or_default().insert(it.account, it.ballots);
        }
        Ok(Self(all))
    }

    /// What somebody who interviews there is to take of a quota: all of it where nobody divided it.
    pub(super) fn planned(&self, campaign: &Campaign, quota: &Quota, account: &str) -> u32 {
        match self.parts(campaign, quota) {
            Some(parts) => parts.get(account).copied().unwrap_or(0),
            None => quota.ballots,
        }
    }

    fn parts(&self, campaign: &Campaign, quota: &Quota) -> Option<&BTreeMap<String, u32>> {
        self.0.get(&(quota.form.clone(), campaign.places.canonical(&quota.place).to_owned()))
    }
}

/// The quotas at a place and what lies below it, or of all, as far as who asks leads them.
pub async fn list(
    site: &Site,
    caller: Caller,
    campaign: String,
    at: Option<String>,
) -> Result<Quotas, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let oversight = Oversight::of(store, &caller, &campaign)?;
            let rows = rows(store, &known.campaign, &oversight, at.as_deref())?;
            Ok(Quotas { known, rows })
        })
        .await
}

fn rows(
    store: &dyn Repositories,
    campaign: &Campaign,
    oversight: &Oversight,
    at: Option<&str>,
) -> Result<Vec<Row>, StoreError> {
    let (mut assigned, divided) = (store.assignees(&campaign.settings.id)?, Divided::of(store, campaign)?);
    let (handed, done) = (Handed::of(store, campaign)?, Done::of(store, campaign)?);
    let accounts = store.accounts()?;
    // Who cannot sign in interviews nowhere: what was theirs is to be given to others.
    accounts.iter().filter(|it| it.disabled).for_each(|it| drop(assigned.remove(&it.username)));
    let names: BTreeMap<String, String> = accounts.into_iter().map(|it| (it.username, it.name)).collect();
    let within = |place: &str| at.is_none_or(|at| campaign.places.covers(at, place));
    let seen = campaign.quotas.iter().filter(|it| within(&it.place) && oversight.sees(campaign, &it.place));
    let mut rows: Vec<Row> = seen
        .map(|quota| {
            let covers = |places: &[String]| places.iter().any(|it| campaign.places.covers(it, &quota.place));
            let there: BTreeSet<&str> = assigned
                .iter()
                .filter(|(_, places)| covers(places))
                .map(|(account, _)| account.as_str())
                .collect();
            let parts = divided.parts(campaign, quota);
            let part = |account: &str| parts.and_then(|parts| parts.get(account)).copied();
            let with = parts.into_iter().flat_map(|parts| parts.keys().map(String::as_str));
            let did = done.at(campaign, quota);
            let all: BTreeSet<&str> =
                there.iter().copied().chain(with).chain(did.keys().map(String::as_str)).collect();
            let of = |account: &str| Part {
                account: account.to_owned(),
                name: names.get(account).cloned().unwrap_or_default(),
                said: part(account),
                assigned: there.contains(account),
                done: did.get(account).copied().unwrap_or(0),
            };
            let mut parts: Vec<Part> = all.into_iter().map(of).collect();
            sort_by_name(&mut parts, Part::called);
            let (form, place) = (quota.form.clone(), quota.place.clone());
            Row { form, place, planned: quota.ballots, parts, alone: handed.at(campaign, quota) }
        })
        .collect();
    let form = |row: &Row| campaign.forms.iter().position(|form| form.form == row.form);
    rows.sort_by_key(|row| (campaign.place_order(&row.place), form(row)));
    Ok(rows)
}

/// How many ballots of each quota nobody has yet, by form and place as the package has them.
pub(super) fn left(
    store: &dyn Repositories,
    campaign: &Campaign,
) -> Result<BTreeMap<(String, String), u32>, StoreError> {
    let rows = rows(store, campaign, &Oversight::whole(), None)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let left = row.left();
            ((row.form, row.place), left)
        })
        .collect())
}

/// A part that somebody would have otherwise.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// As it is to be.
    pub part: Share,
    /// What it was when they began, where that is known.
    pub shown: Option<u32>,
}

/// Keeps parts as they were filled in; none where one is another since it was shown. A part at a place that who fills in does not lead, or of somebody who does not interview there,
/// is refused; one that does not add up is not.
pub async fn set(site: &Site, caller: Caller, campaign: String, parts: Vec<Wanted>) -> Result<(), Error> {
    write(site, caller, campaign, move |rows| {
        for Wanted { part: it, shown } in &parts {
            let (form, place, account) = (&it.form, &it.place, &it.account);
            let row = rows.iter_mut().find(|row| row.form == *form && row.place == *place);
            let part = row.and_then(|row| row.parts.iter_mut().find(|part| part.account == *account));
            let part = part.filter(|part| part.is_given());
            let absent = || {
                let problem = Problem::new("quotas.not_there").with("account", account);
                Error::Refused(Kind::Absent, problem.with("place", place).with("form", form))
            };
            let part = part.ok_or_else(absent)?;
            if shown.is_some_and(|shown| shown != part.ballots()) {
                let problem = Problem::new("quotas.moved").with("account", account);
                return Err(Error::conflict(problem.with("place", place).with("form", form)));
            }
            if it.ballots > MOST {
                return Err(Error::invalid(Problem::new("quotas.too_many").with("most", MOST)));
            }
            // Who takes nothing goes on taking nothing; who has nothing said of them has nothing.
            part.said = (it.ballots > 0 || part.said == Some(0)).then_some(it.ballots);
        }
        Ok(())
    })
    .await
}

/// Divides the quotas that do not add up evenly among those who interview there, at a place and below it or of all; all of them `anew`,
/// whatever was said before of who takes something.
pub async fn even(
    site: &Site,
    caller: Caller,
    campaign: String,
    at: Option<String>,
    anew: bool,
) -> Result<(), Error> {
    let known = site.known.clone();
    let id = campaign.clone();
    let known = site.store.read(move |store| known.get(store, &id)).await?;
    write(site, caller, campaign, move |rows| {
        let within = |place: &str| at.as_ref().is_none_or(|at| known.campaign.places.covers(at, place));
        if anew {
            let meant =
                rows.iter_mut().filter(|row| within(&row.place) && row.parts.iter().any(|it| it.assigned));
            let given = meant.flat_map(|row| &mut row.parts).filter(|part| part.ballots() > 0);
            given.for_each(|part| part.said = None);
        }
        fill(rows, within);
        Ok(())
    })
    .await
}

/// Gives somebody the forms of a place itself, and nothing of what lies below it: there the others take all, evenly.
pub async fn own(
    site: &Site,
    caller: Caller,
    campaign: String,
    (place, account): (String, String),
) -> Result<(), Error> {
    let known = site.known.clone();
    let id = campaign.clone();
    let known = site.store.read(move |store| known.get(store, &id)).await?;
    write(site, caller, campaign, move |rows| {
        let places = &known.campaign.places;
        let is_own = |row: &Row| places.canonical(&row.place) == places.canonical(&place);
        let mut found = false;
        for row in rows.iter_mut().filter(|row| places.covers(&place, &row.place)) {
            let (own, theirs) = (is_own(row), row.shared());
            let Some(part) = row.parts.iter_mut().find(|part| part.account == account) else { continue };
            found |= own && part.assigned;
            part.said = Some(if own { theirs } else { 0 });
            let others = row.parts.iter_mut().filter(|part| part.account != account);
            others.filter(|_| own).for_each(|part| part.said = None);
        }
        if !found {
            let problem = Problem::new("quotas.not_there").with("account", &account);
            return Err(Error::Refused(Kind::Absent, problem.with("place", &place).with("form", "–")));
        }
        fill(rows, |at| places.covers(&place, at));
        Ok(())
    })
    .await
}

/// Lets the quotas that somebody leads be divided otherwise, with an act for each person whose parts are others since.
async fn write(
    site: &Site,
    caller: Caller,
    campaign: String,
    change: impl FnOnce(&mut [Row]) -> Result<(), Error> + Send + 'static,
) -> Result<(), Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let oversight = Oversight::led(store, &caller, &campaign)?;
            let mut rows = rows(store, &known.campaign, &oversight, None)?;
            let before = parts(&rows);
            change(&mut rows)?;
            let after = parts(&rows);
            if before == after {
                return Ok(());
            }
            let kept = store.shares(&campaign)?;
            let canonical = |place: &str| known.campaign.places.canonical(place).to_owned();
            let mut told = BTreeMap::<&str, [Vec<String>; 2]>::new();
            for (share, after) in &after {
                let before = before[share];
                let n = |said: Option<u32>| said.map_or_else(|| "–".to_owned(), |n| n.to_string());
                if before != *after {
                    let (form, place, account) = share;
                    let [was, is] = told.entry(account).or_default();
                    was.push(format!("{form}/{place}={}", n(before)));
                    is.push(format!("{form}/{place}={}", n(*after)));
                    let is_it = |it: &&Share| (&it.form, &it.account) == (form, account);
                    let place = canonical(place);
                    // Whatever code of the place the package used when it was kept.
                    for it in kept.iter().filter(is_it).filter(|it| canonical(&it.place) == place) {
                        store.drop_share(&campaign, it)?;
                    }
                    if let Some(ballots) = *after {
                        let (form, account) = (form.clone(), account.clone());
                        store.put_share(&campaign, &Share { form, place, account, ballots })?;
                    }
                }
            }
            for (account, [was, is]) in told {
                let act = log::act(ActKind::Assigned, account).within(Some(&campaign));
                let act = act.before(Fact::Places, was.join(" ")).after(Fact::Places, is.join(" "));
                act.write(store, &Actor::from(&caller), now)?;
            }
            // Tablets fetch what they plan by again.
            store.grow_revision(&campaign)?;
            Ok(())
        })
        .await
}

/// All parts, by form, place and account.
fn parts(rows: &[Row]) -> BTreeMap<(String, String, String), Option<u32>> {
    let of =
        |row: &Row, part: &Part| ((row.form.clone(), row.place.clone(), part.account.clone()), part.said);
    rows.iter().flat_map(|row| row.parts.iter().map(move |part| of(row, part))).collect()
}
