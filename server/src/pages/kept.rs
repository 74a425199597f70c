//! Pages that were drawn, in memory: a version never changes, but for what it says of later ones.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use shared::message::Language;

use super::{Asked, Page, draw};
use crate::service::publish::{self, absent};
use crate::service::{Error, Site};

/// The most pages that are kept; past that all are drawn again.
const MOST: usize = 256;

/// A page: the campaign, its version, the newest version, the kind, the language.
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
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = lock().get(&key) {
            return Ok(page.clone());
        }
        let shown = publish::read(site, campaign.to_owned(), version).await?;
        let page = draw(&shown, asked, language);
        let mut pages = lock();
        if pages.len() >= MOST {
            pages.clear();
        }
        pages.insert(key, page.clone());
        Ok(page)
    }
}
