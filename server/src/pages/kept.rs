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

/// Pages that were drawn. Cheap to clone.
#[derive(Clone, Default)]
pub struct Pages(Arc<Mutex<HashMap<Key, Page>>>);

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
        let newest = publish::versions(site, campaign.to_owned()).await?;
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

    fn kept(&self, key: &Key) -> Option<Page> {
        self.lock().get(key).cloned()
    }

    fn keep(&self, key: Key, page: Page) -> Page {
        let mut pages = self.lock();
        if pages.len() >= MOST {
            pages.clear();
        }
        pages.insert(key, page.clone());
        page
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Page>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
