//! Enrolling a tablet: an admin makes a link for an interviewer, the tablet opens it once and is signed in, and nobody types a password.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use shared::campaign::{Campaign, Name};
use shared::day::Day;
use shared::problem::Problem;
use shared::wire::{ActKind, Fact, Grant, Role, holds};

use super::log::{self, Actor};
use super::oversight::{Oversight, aside};
use super::respond::Code;
use super::session::{Caller, LASTS};
use super::{Error, Kind, KnownCampaign, KnownCampaigns, Site};
use crate::secret::{self, TokenHash};
use crate::store::{Account, Enrolment, Repositories, Session, StoreError};

/// What a link is asked for.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Whose tablet is enrolled.
    pub account: String,
    /// The last day on which it may be used.
    pub last_day: Day,
    /// The key of the page on which it was asked for, if it has one: asked for once more it is the same.
    pub key: Option<String>,
}

/// A link: the one time that its code is told.
pub struct Link {
    /// Its code.
    pub code: Code,
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// What its person is called.
    pub name: String,
    /// Until when.
    pub last_day: Day,
}

/// What a link is for, to who opens it.
pub struct Opened {
    /// The account.
    pub account: String,
    /// What its person is called.
    pub name: String,
    /// The campaign's title.
    pub title: Name,
}

/// Makes a link. Whoever opens it is that person, so it is made for nobody but interviewers: by a supervisor for those of its places, and
/// for none whose campaigns who makes it does not administer all.
pub async fn link(site: &Site, caller: Caller, campaign: String, it: NewLink) -> Result<Link, Error> {
    let (known, now) = (site.known.clone(), site.now());
    let NewLink { account, last_day, key } = it;
    let code = match key {
        None => Code::new(site.random.as_ref()),
        Some(key) => Code::under(&format!("{key} {campaign} {account} {last_day}"), 0),
    };
    let digest = code.digest();
    let made = site.store.write(move |store| {
        let known = known.get(store, &campaign)?;
        let person = interviewer(store, &account)?;
        let roles = store.roles(&account)?;
        if !interviews_in(&roles, &campaign) {
            return Err(not_interviewer(&account));
        }
        let oversight = Oversight::led(store, &caller, &campaign)?;
        if !may_enrol(store, &known.campaign, (&caller.roles, &oversight), &account)? {
            if !oversight.is_whole() {
                return Err(not_interviewer(&account));
            }
            let problem = Problem::new("enrol.elsewhere").with("account", &account);
            return Err(Error::Refused(Kind::Forbidden, problem));
        }
        let until = last_day.bounds(known.forms.zone()).map(|(_, end)| end).filter(|end| *end > now);
        let past = || Error::invalid(Problem::new("enrol.last_day").with("day", last_day));
        let expires = until.ok_or_else(past)?;
        if let Some(known) = store.enrolment(&digest)? {
            waits(&known, now)?;
        } else {
            let by = caller.username.clone();
            let row =
                Enrolment { campaign, account, last_day, expires, by, made: now, used: None, revoked: None };
            store.put_enrolment(&digest, &row)?;
            log::act(ActKind::EnrolmentMade, &row.account)
                .within(Some(&row.campaign))
                .after(Fact::Until, expires)
                .write(store, &Actor::from(&caller), now)?;
        }
        Ok((known, person.name))
    });
    let (known, name) = made.await?;
    Ok(Link { code, known, name, last_day })
}

/// Whether who holds these roles administers all campaigns in which the others are held, but for those that are left aside. Who
/// interviews in whichever campaign does so where they have places, and holds the role there by that.
pub(super) fn administers_all(maker: &[Grant], roles: &[Grant], aside: &BTreeSet<String>) -> bool {
    let counts = |grant: &&Grant| match &grant.campaign {
        Some(campaign) => !aside.contains(campaign),
        None => grant.role != Role::Interviewer,
    };
    roles.iter().filter(counts).all(|grant| holds(maker, &[Role::Admin], grant.campaign.as_deref()))
}

/// Whether a link is for who makes it to make: for people whom they lead, or of whom they administer all campaigns.
fn may_enrol(
    store: &dyn Repositories,
    campaign: &Campaign,
    (held, oversight): (&[Grant], &Oversight),
    account: &str,
) -> Result<bool, StoreError> {
    match oversight.is_whole() {
        true => Ok(administers_all(held, &store.roles(account)?, &aside(store)?)),
        false => oversight.leads_now(store, campaign, account),
    }
}

/// Whether who made a link might make it still: they may have been dismissed since, or its person be given more.
fn stands(store: &dyn Repositories, campaign: &Campaign, it: &Enrolment) -> Result<bool, StoreError> {
    if store.account(&it.by)?.is_none_or(|maker| maker.disabled) {
        return Ok(false);
    }
    let held = store.grants(&it.by)?;
    let oversight = Oversight::led_by(store, &held, &it.campaign)?;
    Ok(interviews_in(&store.roles(&it.account)?, &it.campaign)
        && may_enrol(store, campaign, (&held, &oversight), &it.account)?)
}

/// The account of a person who does nothing but interview, and may sign in.
fn interviewer(store: &dyn Repositories, username: &str) -> Result<Account, Error> {
    let account = store.account(username)?.filter(|account| !account.disabled);
    let account = account.ok_or_else(|| not_interviewer(username))?;
    let roles = store.roles(username)?;
    let interviews = !roles.is_empty() && roles.iter().all(|grant| grant.role == Role::Interviewer);
    if interviews { Ok(account) } else { Err(not_interviewer(username)) }
}

fn not_interviewer(username: &str) -> Error {
    Error::invalid(Problem::new("enrol.not_interviewer").with("account", username))
}

/// Whether somebody who holds these roles interviews in a campaign.
pub(super) fn interviews_in(roles: &[Grant], campaign: &str) -> bool {
    let here = |grant: &Grant| grant.campaign.as_deref().is_none_or(|it| it == campaign);
    roles.iter().any(|grant| grant.role == Role::Interviewer && here(grant))
}

/// The people for whom a link may be made, by account, of those whom somebody leads.
pub(super) fn people(
    store: &dyn Repositories,
    campaign: &str,
    leads: impl Fn(&str, &[Grant]) -> bool,
) -> Result<BTreeSet<String>, StoreError> {
    let mut all = BTreeSet::new();
    for account in store.accounts()?.into_iter().filter(|account| !account.disabled) {
        let roles = store.roles(&account.username)?;
        let interviews = roles.iter().all(|grant| grant.role == Role::Interviewer);
        if interviews && interviews_in(&roles, campaign) && leads(&account.username, &roles) {
            all.insert(account.username);
        }
    }
    Ok(all)
}

/// Refused where a link was taken back, used, or is over.
fn waits(it: &Enrolment, now: Timestamp) -> Result<(), Error> {
    Err(Error::conflict(match () {
        () if it.revoked.is_some() => Problem::new("enrol.revoked"),
        () if it.used.is_some() => Problem::new("enrol.used"),
        () if it.expires <= now => Problem::new("enrol.over"),
        () => return Ok(()),
    }))
}

/// The link of one of these codes, as it may be used now.
fn found(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    codes: &[Code],
    now: Timestamp,
) -> Result<(TokenHash, Enrolment, Account), Error> {
    for digest in codes.iter().map(Code::digest) {
        let Some(it) = store.enrolment(&digest)? else { continue };
        waits(&it, now)?;
        if !stands(store, &known.get(store, &it.campaign)?.campaign, &it)? {
            return Err(Error::conflict(Problem::new("enrol.revoked")));
        }
        let account = interviewer(store, &it.account)?;
        return Ok((digest, it, account));
    }
    Err(Error::Refused(Kind::Absent, Problem::new("enrol.absent")))
}

/// What a link is for. It is not used up by that: what looks at links by itself (a scanner, a messenger) does no more than this.
pub async fn look(site: &Site, codes: Vec<Code>) -> Result<Opened, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let (_, it, account) = found(store, &known, &codes, now)?;
            let title = known.get(store, &it.campaign)?.campaign.settings.title.clone();
            Ok(Opened { account: account.username, name: account.name, title })
        })
        .await
}

/// Uses a link up, and begins a session; gives its account and its token, which is kept nowhere. Other tablets of the same person stay
/// signed in, with all that they hold.
pub async fn enrol(site: &Site, codes: Vec<Code>) -> Result<(String, String), Error> {
    let (known, token, now) = (site.known.clone(), secret::token(site.random.as_ref()), site.now());
    let session = secret::hash(&token);
    let account = site.store.write(move |store| {
        let (digest, it, account) = found(store, &known, &codes, now)?;
        let username = account.username.clone();
        store.put_session(&Session {
            token: session,
            username: username.clone(),
            made: now,
            expires: now + LASTS,
            revoked: None,
        })?;
        log::act(ActKind::Enrolled, &username).within(Some(&it.campaign)).write(
            store,
            &Actor::Person(username.clone()),
            now,
        )?;
        store.put_enrolment(&digest, &Enrolment { used: Some(now), ..it })?;
        Ok::<_, Error>(username)
    });
    Ok((account.await?, token))
}

/// Takes a link back that nobody used yet.
pub async fn withdraw(site: &Site, by: Caller, campaign: String, digest: TokenHash) -> Result<(), Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let it = store.enrolment(&digest)?.filter(|it| it.campaign == campaign);
            let known = known.get(store, &campaign)?;
            let oversight = Oversight::led(store, &by, &campaign)?;
            let theirs = match it {
                Some(it) if oversight.leads_now(store, &known.campaign, &it.account)? => Some(it),
                _ => None,
            };
            let it = theirs.ok_or_else(|| Error::Refused(Kind::Absent, Problem::new("enrol.absent")))?;
            if it.used.is_some() {
                return Err(Error::conflict(Problem::new("enrol.used")));
            }
            if it.revoked.is_none() {
                log::act(ActKind::EnrolmentRevoked, &it.account).within(Some(&campaign)).write(
                    store,
                    &Actor::from(&by),
                    now,
                )?;
                store.put_enrolment(&digest, &Enrolment { revoked: Some(now), ..it })?;
            }
            Ok(())
        })
        .await
}
