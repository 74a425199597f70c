//! The office invites: so many codes for a form and a place, shown once and kept by nobody here. What it sees later is how many are at
//! which stage.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::campaign::{Campaign, Quota};
use shared::day::Day;
use shared::problem::Problem;
use shared::wire::{ActKind, Fact};

use super::Code;
use crate::service::close::is_closed;
use crate::service::flags::Called;
use crate::service::log::{self, Actor};
use crate::service::quotas::left;
use crate::service::{Error, Kind, KnownCampaign, Site};
use crate::store::{Invitation, Repositories, Stage, StoreError};

/// So many are made at once.
const MOST: u32 = 2000;

/// Invitations to be made.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The form.
    pub form: String,
    /// Where their ballots are from.
    pub place: String,
    /// How many; where it is not said, those that nobody has yet: neither an interviewer, nor a paper, nor a code.
    pub number: Option<u32>,
    /// The last day on which they may be used.
    pub last_day: Day,
    /// The key of the page on which they were asked for, if it has one: asked for once more they are the same.
    pub key: Option<String>,
}

/// Invitations that were made: the one time that their codes are told.
pub struct Made {
    /// The codes.
    pub codes: Vec<Code>,
    /// Whether they were there already, as they were asked for before.
    pub again: bool,
    /// The campaign.
    pub known: Arc<KnownCampaign>,
}

/// A form at a place: planned, and invited so far.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// Ballots planned, however they come.
    pub ballots: u32,
    /// Invitations at each stage, as `Stage::ALL` has them.
    pub stages: [u32; Stage::ALL.len()],
}

/// Makes invitations. Each code is told once, here.
pub async fn invite(site: &Site, by: Actor, campaign: String, batch: Batch) -> Result<Made, Error> {
    let now = site.now();
    if batch.number.is_some_and(|number| !(1..=MOST).contains(&number)) {
        return Err(Error::invalid(Problem::new("invitation.number").with("most", MOST)));
    }
    let key = batch.key.as_ref().map(|key| {
        let Batch { form, place, number, last_day, .. } = &batch;
        let number = number.map_or_else(|| "left".to_owned(), |number| number.to_string());
        format!("{key} {campaign} {form} {place} {number} {last_day}")
    });
    let (known, random) = (site.known.clone(), site.random.clone());
    let write = site.store.write(move |store| {
        let known = known.get(store, &campaign)?;
        if let Some(key) = &key {
            let there = there(store, key)?;
            if !there.is_empty() {
                return Ok((known, there, true));
            }
        }
        if is_closed(store, &campaign)? {
            return Err(Error::conflict(Problem::new("invitation.closed")));
        }
        let Batch { form, place, number, last_day, .. } = batch;
        let planned = |it: &Quota| it.form == form && it.place == place && it.ballots > 0;
        if !is_asked(&known.campaign, &form) || !known.campaign.quotas.iter().any(planned) {
            return Err(Error::invalid(Problem::new("invitation.nowhere")));
        }
        let closes = known.campaign.settings.survey_closes;
        let until = last_day.bounds(known.forms.zone()).map(|(_, end)| end).filter(|end| *end > now);
        let until = until.filter(|_| last_day <= closes).ok_or_else(|| {
            let problem = Problem::new("invitation.last_day").with("day", last_day);
            Error::invalid(problem.with("closes", closes))
        })?;
        let number = match number {
            Some(number) => number,
            None => left(store, &known.campaign)?.get(&(form.clone(), place.clone())).copied().unwrap_or(0),
        };
        if number == 0 {
            return Ok((known, Vec::new(), false));
        }
        let codes: Vec<Code> = match &key {
            None => (0..number).map(|_| Code::new(random.as_ref())).collect(),
            Some(key) => (0..number).map(|nth| Code::under(key, nth)).collect(),
        };
        let it = Invitation { campaign, form, place, last_day, stage: Stage::Issued, draft: None };
        codes.iter().try_for_each(|code| store.put_invitation(&code.digest(), &it))?;
        log::act(ActKind::Invited, &it.form)
            .within(Some(&it.campaign))
            .after(Fact::Places, &it.place)
            .after(Fact::Invitations, number)
            .after(Fact::Until, until)
            .write(store, &by, now)?;
        Ok((known, codes, false))
    });
    let (known, codes, again) = write.await?;
    Ok(Made { codes, again, known })
}

/// The codes that were made under a key.
fn there(store: &dyn Repositories, key: &str) -> Result<Vec<Code>, StoreError> {
    let mut codes = Vec::new();
    for nth in 0..MOST {
        let code = Code::under(key, nth);
        if store.invitation(&code.digest())?.is_none() {
            break;
        }
        codes.push(code);
    }
    Ok(codes)
}

/// Makes those of several places, one after the other, all together no more than one is given at once.
pub async fn invite_all(
    site: &Site,
    by: Actor,
    campaign: String,
    batches: Vec<Batch>,
) -> Result<Vec<(Made, Batch)>, Error> {
    if batches.is_empty() {
        return Err(Error::invalid(Problem::new("invitation.nowhere")));
    }
    let (known, id) = (site.known.clone(), campaign.clone());
    let read = site.store.read(move |store| Ok::<_, Error>(left(store, &known.get(store, &id)?.campaign)?));
    let left = read.await?;
    let number = |it: &Batch| {
        let left = || left.get(&(it.form.clone(), it.place.clone())).copied().unwrap_or(0);
        u64::from(it.number.unwrap_or_else(left))
    };
    if batches.iter().map(number).sum::<u64>() > MOST.into() {
        return Err(Error::invalid(Problem::new("invitation.number").with("most", MOST)));
    }
    let mut all = Vec::new();
    for batch in batches {
        let made = invite(site, by.clone(), campaign.clone(), batch.clone()).await?;
        if !made.codes.is_empty() {
            all.push((made, batch));
        }
    }
    if all.is_empty() {
        return Err(Error::conflict(Problem::new("invitation.none_left")));
    }
    Ok(all)
}

/// Whether a campaign still has a form: an import may have removed it, and its definitions stay.
pub(super) fn is_asked(campaign: &Campaign, form: &str) -> bool {
    campaign.forms.iter().any(|row| row.form == form)
}

/// Takes an invitation back that gave no ballot yet, by what was typed of its code; what was answered by it is deleted.
pub async fn withdraw(site: &Site, by: Actor, campaign: String, typed: Vec<Code>) -> Result<(), Error> {
    let now = site.now();
    site.store
        .write(move |store| {
            let mut found = None;
            for digest in typed.iter().map(Code::digest) {
                let it = store.invitation(&digest)?.filter(|it| it.campaign == campaign);
                found = found.or_else(|| it.map(|it| (digest, it)));
            }
            let absent = || Error::Refused(Kind::Absent, Problem::new("invitation.absent"));
            let (digest, it) = found.ok_or_else(absent)?;
            let stage = match it.stage {
                Stage::Answered => return Err(Error::conflict(Problem::new("invitation.answered"))),
                Stage::Withdrawn | Stage::Declined => return Ok(()),
                Stage::Issued | Stage::Begun => Stage::Withdrawn,
                Stage::Refused => Stage::Declined,
            };
            log::act(ActKind::InvitationWithdrawn, &it.form)
                .within(Some(&campaign))
                .after(Fact::Places, &it.place)
                .write(store, &by, now)?;
            Ok(store.put_invitation(&digest, &Invitation { stage, draft: None, ..it })?)
        })
        .await
}

/// What is planned and invited by form and place, with the names of both.
pub async fn invited(
    site: &Site,
    campaign: String,
) -> Result<(Arc<KnownCampaign>, Called, BTreeMap<(String, String), Planned>), Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let all = invited_in(store, &known)?;
            let places = all.keys().map(|(_, place)| place.clone()).collect();
            let called = Called::of(store, &known, &BTreeSet::new(), &places)?;
            Ok((known, called, all))
        })
        .await
}

/// What is planned and invited by form and place.
pub fn invited_in(
    store: &dyn Repositories,
    known: &KnownCampaign,
) -> Result<BTreeMap<(String, String), Planned>, StoreError> {
    let mut all = BTreeMap::<_, Planned>::new();
    for quota in &known.campaign.quotas {
        all.entry((quota.form.clone(), quota.place.clone())).or_default().ballots += quota.ballots;
    }
    for it in store.invited(&known.campaign.settings.id)? {
        let stages = &mut all.entry((it.form, it.place)).or_default().stages;
        let counts = Stage::ALL.iter().zip(stages);
        counts.filter(|(stage, _)| **stage == it.stage.told()).for_each(|(_, count)| *count += it.count);
    }
    Ok(all)
}
