//! A way in to one back-check, for a tablet whose PIN holds what signs its person in: a page of the server knows cookies alone, so the app
//! asks by its token for an address. It opens this one page once, for who is to ask: what a browser remembers of it, or a log, opens nothing.
//! The page comes back by a code of its own, which stands in no address that is opened, for some hours, while the session lasts and until it
//! is noted. Kept in memory: after a restart of the server the app asks for another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use shared::problem::Problem;

use super::super::respond::Code;
use super::super::session::Caller;
use super::super::{Error, Kind, Site};
use super::{absent, open};
use crate::secret::TokenHash;
use crate::store::StoreError;

/// So long: an interview may lie between opening the page and sending it.
const LASTS: SignedDuration = SignedDuration::from_hours(4);
/// As many are remembered; past that, those that are over are forgotten, or all.
const MOST: usize = 10_000;

#[derive(Clone)]
struct Way {
    session: TokenHash,
    campaign: String,
    number: i64,
    until: Timestamp,
    /// Whether it was opened, and is that of the page by now.
    opened: bool,
}

/// Who enters, and to what.
pub struct Entered {
    /// Who.
    pub caller: Caller,
    /// The campaign.
    pub campaign: String,
    /// The number of the back-check.
    pub number: i64,
}

/// The ways in. Cheap to clone.
#[derive(Clone, Default)]
pub struct Ways(Arc<Mutex<HashMap<TokenHash, Way>>>);

impl Ways {
    fn keep(&self, digest: TokenHash, way: Way, now: Timestamp) {
        let mut ways = self.lock();
        if ways.len() >= MOST {
            ways.retain(|_, it| it.until > now);
        }
        if ways.len() >= MOST {
            ways.clear();
        }
        ways.insert(digest, way);
    }

    /// Takes the one of an address, which is used up.
    fn open(&self, codes: &[Code], now: Timestamp) -> Option<Way> {
        let mut ways = self.lock();
        let code = codes.iter().find(|code| ways.get(&code.digest()).is_some_and(|it| !it.opened))?;
        ways.remove(&code.digest()).filter(|it| it.until > now)
    }

    /// The one of a page that was opened.
    fn find(&self, codes: &[Code], now: Timestamp) -> Option<Way> {
        let ways = self.lock();
        let found = codes.iter().find_map(|code| ways.get(&code.digest()));
        found.filter(|it| it.opened && it.until > now).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TokenHash, Way>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes one, for nobody but who is to ask.
pub async fn way(site: &Site, caller: Caller, campaign: String, number: i64) -> Result<Code, Error> {
    let (session, account, now) = (caller.token, caller.username.clone(), site.now());
    let opened = open(site, caller, campaign.clone(), number).await?;
    if opened.row.account.as_ref() != Some(&account) {
        return Err(absent());
    }
    let code = Code::new(site.random.as_ref());
    let way = Way { session, campaign, number, until: now + LASTS, opened: false };
    site.ways.keep(code.digest(), way, now);
    Ok(code)
}

/// Who opens an address, and the code by which its page comes back.
pub async fn enter(site: &Site, codes: &[Code]) -> Result<(Entered, Code), Error> {
    let now = site.now();
    let way = site.ways.open(codes, now).ok_or_else(shut)?;
    let code = Code::new(site.random.as_ref());
    site.ways.keep(code.digest(), Way { opened: true, ..way.clone() }, now);
    Ok((who(site, way).await?, code))
}

/// Who sends a page that was opened so.
pub async fn entered(site: &Site, codes: &[Code]) -> Result<Entered, Error> {
    let way = site.ways.find(codes, site.now()).ok_or_else(shut)?;
    who(site, way).await
}

async fn who(site: &Site, way: Way) -> Result<Entered, Error> {
    let Way { session, campaign, number, .. } = way;
    let now = site.now();
    let caller = site.store.read::<_, StoreError>(move |store| Caller::find(store, &session, now)).await?;
    Ok(Entered { caller: caller.ok_or_else(absent)?.live()?, campaign, number })
}

fn shut() -> Error {
    Error::Refused(Kind::Absent, Problem::new("backchecks.way_shut"))
}
