//! The survey points and the index, computed by `shared::index` from tallies and assessments, once for each change of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use shared::assessment::{Framework, line};
use shared::campaign::Campaign;
use shared::index::{self, Appraisals, Assessment};
use shared::wire::{IndexTable, IndexView, LeafRecord, SurveyTable, SurveyView};

use super::assess::{last_said, with_adjustments};
use super::{Error, KnownCampaign, Site};
use crate::store::{Leaves, Position, Repositories, StoreError};

/// What was computed last for each campaign, with what it stands for. Cheap to clone.
#[derive(Clone)]
pub struct Remembered<T>(Arc<Mutex<ByCampaign<T>>>);

type ByCampaign<T> = HashMap<String, (Stamp, Arc<T>)>;

/// The import, up to where the tallies stand, and up to where what was said of units.
type Stamp = (i64, Position, i64);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Remembered<T> {
    fn get_or(
        &self,
        id: &str,
        stamp: Stamp,
        compute: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = lock().get(id).filter(|(of, _)| *of == stamp) {
            return Ok(Arc::clone(known));
        }
        let value = Arc::new(compute()?);
        lock().insert(id.to_owned(), (stamp, Arc::clone(&value)));
        Ok(value)
    }
}

/// The results in memory.
#[derive(Clone, Default)]
pub struct Results {
    index: Remembered<Vec<IndexTable>>,
    survey: Remembered<Vec<SurveyTable>>,
    /// It changes when something is said, not with each ballot.
    appraised: Remembered<Appraised>,
}

/// What appraisers gave, beside the ballots.
#[derive(Clone)]
struct Appraised {
    /// The campaign with their bonus and penalty points.
    campaign: Campaign,
    given: Appraisals,
}

/// The index of all unit types.
pub async fn index(site: &Site, id: String) -> Result<IndexView, Error> {
    let (known, results) = (site.known.clone(), site.results.clone());
    site.store
        .read(move |store| {
            let (campaign, revision) = (known.get(store, &id)?, store.revision(&id)?);
            let (stands, tallies) = campaign.tallied.seen_by(store, &campaign)?;
            let (import, said) = (campaign.generation, last_said(store, &id)?);
            let tables = results.index.get_or(&id, (import, stands, said), || {
                let read = || appraised(store, &campaign);
                let given = results.appraised.get_or(&id, (import, Position::default(), said), read)?;
                Ok(index::score(&given.campaign, &campaign.scheme, &tallies, &given.given))
            })?;
            Ok(IndexView { tables: Vec::clone(&tables), revision })
        })
        .await
}

/// The survey points of all unit types.
pub async fn survey(site: &Site, id: String) -> Result<SurveyView, Error> {
    let (known, results) = (site.known.clone(), site.results.clone());
    site.store
        .read(move |store| {
            let (campaign, revision) = (known.get(store, &id)?, store.revision(&id)?);
            let (stands, tallies) = campaign.tallied.seen_by(store, &campaign)?;
            let tables = results.survey.get_or(&id, (campaign.generation, stands, 0), || {
                Ok(index::survey(&campaign.campaign, &campaign.scheme, &tallies))
            })?;
            Ok(SurveyView { tables: Vec::clone(&tables), revision })
        })
        .await
}

fn appraised(store: &dyn Repositories, known: &KnownCampaign) -> Result<Appraised, StoreError> {
    let campaign = with_adjustments(store, &known.campaign)?;
    let given = Appraisals::of(&campaign, &known.scheme, &assessments(store, &campaign)?);
    Ok(Appraised { campaign, given })
}

/// What stands of each leaf that something was said of.
pub fn assessments(store: &dyn Repositories, campaign: &Campaign) -> Result<Vec<Assessment>, StoreError> {
    let records = store.leaf_records(&campaign.settings.id, Leaves::default())?;
    let framework = Framework::of(campaign);
    let of = |record: &LeafRecord| Some(line(framework.leaf(&record.unit, &record.leaf)?, record));
    Ok(records.iter().filter_map(of).collect())
}
