//! Pages that were drawn, in memory: a version never changes, but for what it says of later ones.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shared::message::Language;

use super::kind::packed;
use super::{Asked, Page, draw, list};
use crate::service::publish::{self, absent};
use crate::service::{Error, Site};

/// The most pages that are kept; past that all are drawn again.
const MOST: usize = 256;

/// A page: the campaign, its version, the newest version, the kind, the language. The list has all campaigns, and no version.
type Key = (String, i64, i64, Asked, &'static str);

/// Pages that were drawn. Cheap to clone. Who asks for one of them again reads nothing in the store.
#[derive(Clone, Default)]
pub struct Pages(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    drawn: HashMap<Key, Page>,
    /// What the store's stamp was before the newest versions were read: they stand as long as it is this.
    stamp: Option<i64>,
    newest: HashMap<String, i64>,
}

impl Pages {
    /// A version, or the newest; refused alike where the campaign is not here, where nothing is published, and where there is
    /// no such version.
    pub async fn get(
        &self,
        site: &Site,
        campaign: &str,
        version: Option<i64>,
        asked: Asked,
        language: Language,
    ) -> Result<Page, Error> {
        let newest = self.newest(site, campaign).await?;
        let version = version.unwrap_or(newest);
        if version < 1 || version > newest {
            return Err(absent());
        }
        let key = (campaign.to_owned(), version, newest, asked, language.code());
        if let Some(page) = self.kept(&key) {
            return Ok(page);
        }
        let shown = publish::read(site, campaign.to_owned(), version).await?;
        Ok(self.keep(key, draw(&shown, asked, language)))
    }

    /// What is published, of all campaigns.
    pub async fn list(&self, site: &Site, language: Language) -> Result<Page, Error> {
        let newest = publish::newest(site).await?;
        let named = newest.iter().map(|(campaign, version)| format!("{campaign}/{version}"));
        let key = (named.collect::<Vec<_>>().join("/"), 0, 0, Asked::Page, language.code());
        if let Some(page) = self.kept(&key) {
            return Ok(page);
        }
        let all = publish::headings(site, newest).await?;
        Ok(self.keep(key, packed(list::page(&all, language).into_bytes())))
    }

    /// The newest version of a campaign; 0 where nothing is published.
    async fn newest(&self, site: &Site, campaign: &str) -> Result<i64, Error> {
        let stamp = site.store.stamp();
        if let Some(newest) = self.known(stamp, campaign) {
            return Ok(newest);
        }
        let newest = publish::versions(site, campaign.to_owned()).await?;
        // What is not here may have any name, and is not remembered.
        if newest > 0 {
            let mut kept = self.lock();
            if kept.stamp != stamp {
                kept.newest.clear();
                kept.stamp = stamp;
            }
            kept.newest.insert(campaign.to_owned(), newest);
        }
        Ok(newest)
    }

    fn known(&self, stamp: Option<i64>, campaign: &str) -> Option<i64> {
        let kept = self.lock();
        kept.newest.get(campaign).copied().filter(|_| stamp.is_some() && kept.stamp == stamp)
    }

    fn kept(&self, key: &Key) -> Option<Page> {
        self.lock().drawn.get(key).cloned()
    }

    fn keep(&self, key: Key, page: Page) -> Page {
        let mut kept = self.lock();
        if kept.drawn.len() >= MOST {
            kept.drawn.clear();
        }
        kept.drawn.insert(key, page.clone());
        page
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
