//! The survey points and the index, computed by `shared::index` from tallies and assessments, once for each change of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shared::assessment::{Framework, line};
use shared::campaign::Campaign;
use shared::index::{self, Appraisals, Assessment, Standings};
use shared::wire::{IndexView, LeafRecord, SurveyTable, SurveyView};

use super::assess::{last_said, with_adjustments};
use super::{Error, KnownCampaign, Site};
use crate::store::{Leaves, Position, Repositories, StoreError};

/// What was computed last for each campaign, with what it stands for. Cheap to clone.
#[derive(Clone)]
pub struct Remembered<T, S = Stamp>(Arc<Mutex<ByCampaign<T, S>>>);

type ByCampaign<T, S> = HashMap<String, (S, Arc<T>)>;

/// The import, up to where the tallies stand, and up to where what was said of units.
type Stamp = (i64, Position, i64);

impl<T, S> Default for Remembered<T, S> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T, S: PartialEq> Remembered<T, S> {
    /// What is known of a campaign, where it stands for the same.
    pub(super) fn get_or(
        &self,
        id: &str,
        stamp: S,
        compute: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        if let Some((_, known)) = lock(&self.0).get(id).filter(|(of, _)| *of == stamp) {
            return Ok(Arc::clone(known));
        }
        let value = Arc::new(compute()?);
        lock(&self.0).insert(id.to_owned(), (stamp, Arc::clone(&value)));
        Ok(value)
    }
}

/// The results in memory.
#[derive(Clone, Default)]
pub struct Results {
    index: Arc<Mutex<Indices>>,
    survey: Remembered<Vec<SurveyTable>>,
}

type Indices = HashMap<String, Arc<Mutex<Option<Index>>>>;

/// The index of a campaign, which follows its ballots. It is made anew when something else becomes another: the import, or what
/// was said of units.
struct Index {
    import: i64,
    said: i64,
    /// `None` until it followed any.
    stands: Option<Position>,
    /// The campaign with the bonus and penalty points of appraisers.
    campaign: Campaign,
    given: Appraisals,
    standings: Standings,
}

/// The index of all unit types.
pub async fn index(site: &Site, id: String) -> Result<IndexView, Error> {
    seen(site, id, |standings, revision| Ok(IndexView { tables: standings.tables(), revision })).await
}

/// The same as JSON.
pub async fn index_json(site: &Site, id: String) -> Result<Vec<u8>, Error> {
    let json = |standings: &mut Standings, revision| {
        standings.to_json(revision).map_err(|error| StoreError::unreadable("the index", error))
    };
    seen(site, id, json).await
}

/// Looks at the index as it stands at a revision.
async fn seen<T: Send + 'static>(
    site: &Site,
    id: String,
    look: impl FnOnce(&mut Standings, i64) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Error> {
    let (known, results) = (site.known.clone(), site.results.clone());
    site.store
        .read(move |store| {
            let (campaign, revision) = (known.get(store, &id)?, store.revision(&id)?);
            let (stands, tallies) = campaign.tallied.seen_by(store, &campaign)?;
            let said = last_said(store, &id)?;
            let index = Arc::clone(lock(&results.index).entry(id).or_default());
            let mut index = lock(&index);
            let is_of = |index: &Index| (index.import, index.said) == (campaign.generation, said);
            let mut now = match index.take().filter(is_of) {
                Some(index) => index,
                None => Index::of(store, &campaign, said)?,
            };
            if now.stands != Some(stands) {
                now.standings.follow(&now.campaign, &campaign.scheme, &tallies, &now.given);
                now.stands = Some(stands);
            }
            let seen = look(&mut now.standings, revision)?;
            *index = Some(now);
            Ok(seen)
        })
        .await
}

impl Index {
    /// Of a campaign of which no ballot is counted yet.
    fn of(store: &dyn Repositories, known: &KnownCampaign, said: i64) -> Result<Self, StoreError> {
        let campaign = with_adjustments(store, &known.campaign)?;
        let given = Appraisals::of(&campaign, &known.scheme, &assessments(store, &campaign)?);
        let standings = Standings::of(&campaign, &known.scheme);
        Ok(Self { import: known.generation, said, stands: None, campaign, given, standings })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

/// What stands of each leaf that something was said of.
pub fn assessments(store: &dyn Repositories, campaign: &Campaign) -> Result<Vec<Assessment>, StoreError> {
    let records = store.leaf_records(&campaign.settings.id, Leaves::default())?;
    let framework = Framework::of(campaign);
    let of = |record: &LeafRecord| Some(line(framework.leaf(&record.unit, &record.leaf)?, record));
    Ok(records.iter().filter_map(of).collect())
}
