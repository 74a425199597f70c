//! A way in to one back-check, for a tablet whose PIN holds what signs its person in: a page of the server knows cookies alone, so the app
//! asks by its token for an address. It opens this one page, for who is to ask, for some hours, while their session lasts and until it is
//! noted. Kept in memory: after a restart of the server the app asks for another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::super::respond::Code;
use super::super::session::Caller;
use super::super::{Error, Site};
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

    fn find(&self, codes: &[Code], now: Timestamp) -> Option<Way> {
        let ways = self.lock();
        codes.iter().find_map(|code| ways.get(&code.digest())).filter(|it| it.until > now).cloned()
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
    site.ways.keep(code.digest(), Way { session, campaign, number, until: now + LASTS }, now);
    Ok(code)
}

/// Who enters by it, and to what: campaign and number.
pub async fn entered(site: &Site, codes: Vec<Code>) -> Result<(Caller, String, i64), Error> {
    let now = site.now();
    let Way { session, campaign, number, .. } = site.ways.find(&codes, now).ok_or_else(absent)?;
    let caller = site.store.read::<_, StoreError>(move |store| Caller::find(store, &session, now)).await?;
    Ok((caller.ok_or_else(absent)?.live()?, campaign, number))
}
