//! Campaigns in memory: read from the store once for each import, not for each request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::campaign::Campaign;
use shared::check::{Forms, Version};
use shared::day::Day;
use shared::index::Scheme;

use super::Error;
use super::flags::Watched;
use super::tallied::Tallied;
use crate::store::{Repositories, StoreError};

/// A campaign with what is asked of it at every ballot.
#[derive(Debug)]
pub struct KnownCampaign {
    /// The campaign, with all versions of its forms.
    pub campaign: Campaign,
    /// The import that it came from.
    pub generation: i64,
    /// Its forms, ready to check ballots.
    pub forms: Forms,
    /// What it counts, and what that is worth.
    pub scheme: Scheme,
    /// What was counted, which later imports go on with.
    pub tallied: Tallied,
    /// What its rules say of its ballots: another import may have other limits.
    pub watched: Watched,
}

impl KnownCampaign {
    /// A campaign of which so much was counted.
    pub fn new(campaign: Campaign, generation: i64, tallied: Tallied) -> Result<Self, StoreError> {
        let zone = TimeZone::get(&campaign.settings.timezone)
            .map_err(|e| StoreError::unreadable("the time zone of a campaign", e))?;
        Ok(Self {
            forms: Forms::of(&campaign, zone),
            scheme: Scheme::of(&campaign),
            campaign,
            generation,
            tallied,
            watched: Watched::default(),
        })
    }

    /// The day where the campaign is held.
    pub fn today(&self, now: Timestamp) -> Day {
        Day::from(now.to_zoned(self.forms.zone().clone()).date())
    }

    /// A version of a form.
    pub fn version(&self, form: &str, version: &str) -> Option<&Version> {
        self.forms.version(form, version)
    }
}

/// The campaigns in memory. Cheap to clone.
#[derive(Clone, Default)]
pub struct KnownCampaigns(Arc<Mutex<HashMap<String, Arc<KnownCampaign>>>>);

impl KnownCampaigns {
    /// The campaign as the transaction sees it; `None` if there is none.
    pub fn find(&self, store: &dyn Repositories, id: &str) -> Result<Option<Arc<KnownCampaign>>, StoreError> {
        let Some(head) = store.head(id)? else { return Ok(None) };
        if let Some(known) = self.in_memory(id).filter(|known| known.generation == head.generation) {
            return Ok(Some(known));
        }
        let campaign = store
            .campaign(id)?
            .ok_or_else(|| StoreError::unreadable("a campaign", "gone within a transaction"))?;
        let tallied = self.in_memory(id).map(|before| before.tallied.clone()).unwrap_or_default();
        let known = Arc::new(KnownCampaign::new(campaign, head.generation, tallied)?);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Another reader may have been here meanwhile: what is kept with a campaign is kept once.
        if let Some(same) = all.get(id).filter(|it| it.generation == head.generation) {
            return Ok(Some(Arc::clone(same)));
        }
        all.insert(id.to_owned(), Arc::clone(&known));
        Ok(Some(known))
    }

    /// The campaign as the transaction sees it, or the refusal that there is none.
    pub fn get(&self, store: &dyn Repositories, id: &str) -> Result<Arc<KnownCampaign>, Error> {
        self.find(store, id)?.ok_or_else(|| Error::no_campaign(id))
    }

    /// The campaign as it was last read; the store may hold a later one.
    pub fn in_memory(&self, id: &str) -> Option<Arc<KnownCampaign>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }
}
