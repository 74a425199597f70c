//! What was said of the units of a campaign, in memory: nothing of it is ever changed, so that what came since is all that is read.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockWriteGuard};

use shared::assessment::Proofs;
use shared::campaign::{Campaign, Leaf};
use shared::problem::Problem;
use shared::wire::LeafRecord;

use super::lines::{Ground, Lines};
use crate::service::{KnownCampaign, KnownCampaigns};
use crate::store::{Leaves, Repositories, StoreError};

/// All that was said of the leaves of a campaign's units, and the files that it stands on, up to two positions.
#[derive(Default)]
pub struct Book {
    said: i64,
    given: i64,
    units: BTreeMap<String, BTreeMap<String, LeafRecord>>,
    proofs: Proofs,
    /// The leaves as work, which follow it.
    lines: RwLock<Lines>,
}

impl Book {
    /// Reads what came since.
    fn catch_up(&mut self, store: &dyn Repositories, campaign: &str) -> Result<(), StoreError> {
        let lines = self.lines.get_mut().unwrap_or_else(PoisonError::into_inner);
        for file in store.evidence_since(campaign, self.given)? {
            self.given = self.given.max(file.position);
            self.proofs.give(&file);
            self.proofs.upon(&file).for_each(|leaf| lines.outdate(&file.unit, leaf));
        }
        for new in store.leaf_records(campaign, Leaves { after: self.said, ..Leaves::default() })? {
            let leaves = self.units.entry(new.unit.clone()).or_default();
            let record = leaves.entry(new.leaf.clone()).or_insert_with(|| LeafRecord {
                unit: new.unit.clone(),
                leaf: new.leaf.clone(),
                ..LeafRecord::default()
            });
            let before = record.clone();
            self.said = self.said.max(new.last());
            record.append(new);
            self.proofs.stand(&before, record);
            lines.outdate(&record.unit, &record.leaf);
            let beside = self.proofs.beside(&before).chain(self.proofs.beside(record));
            beside.for_each(|(unit, leaf)| lines.outdate(unit, leaf));
        }
        Ok(())
    }

    /// What was said of a unit's leaves, by their codes.
    pub fn unit(&self, unit: &str) -> impl Iterator<Item = &LeafRecord> {
        self.units.get(unit).into_iter().flat_map(BTreeMap::values)
    }

    /// Up to where it stands: what was said, and the files that were given.
    pub fn stands(&self) -> (i64, i64) {
        (self.said, self.given)
    }

    /// What was said of a leaf.
    pub fn leaf(&self, unit: &str, leaf: &str) -> Option<&LeafRecord> {
        self.units.get(unit)?.get(leaf)
    }

    /// The flags of a leaf.
    pub fn flags(&self, campaign: &Campaign, record: &LeafRecord, last: Option<&Self>) -> Vec<Problem> {
        let leaf = campaign.leaf_of(&record.unit, &record.leaf);
        leaf.map(|leaf| self.flags_of(campaign, leaf, record, last)).unwrap_or_default()
    }

    /// The same, of a leaf that is at hand.
    pub fn flags_of(
        &self,
        campaign: &Campaign,
        leaf: &Leaf,
        record: &LeafRecord,
        last: Option<&Self>,
    ) -> Vec<Problem> {
        self.proofs.flags(campaign, leaf, record, last.map(|book| &book.proofs))
    }
}

/// The books of campaigns. Cheap to clone.
#[derive(Clone, Default)]
pub struct Books(Arc<Mutex<HashMap<String, Arc<RwLock<Book>>>>>);

impl Books {
    /// Looks into a campaign's book and last year's. Only a reader may: what a writer sees may yet be undone.
    pub fn look<T>(
        &self,
        store: &dyn Repositories,
        campaign: &Campaign,
        look: impl FnOnce(&Book, Option<&Book>) -> T,
    ) -> Result<T, StoreError> {
        let id = &campaign.settings.id;
        let last_year = campaign.settings.previous.as_deref().filter(|previous| previous != id);
        let last_year = last_year.map(|previous| self.of(store, previous)).transpose()?;
        let book = self.of(store, id)?;
        let last_year = last_year.as_ref().map(|book| book.read().unwrap_or_else(PoisonError::into_inner));
        Ok(look(&book.read().unwrap_or_else(PoisonError::into_inner), last_year.as_deref()))
    }

    /// Looks at the leaves of a campaign's units as work, up to the end of its book.
    pub fn lines<T>(
        &self,
        store: &dyn Repositories,
        known: &KnownCampaigns,
        now: &KnownCampaign,
        look: impl FnOnce(&Lines) -> T,
    ) -> Result<T, StoreError> {
        let previous = now.campaign.settings.previous.as_deref();
        let then = previous.map(|previous| known.find(store, previous)).transpose()?.flatten();
        self.look(store, &now.campaign, |book, last| {
            let ground = Ground { now, then: then.as_deref().zip(last), book };
            let lines = book.lines.read().unwrap_or_else(PoisonError::into_inner);
            if lines.stand_on(&ground) {
                return look(&lines);
            }
            drop(lines);
            let mut lines = book.lines.write().unwrap_or_else(PoisonError::into_inner);
            lines.follow(&ground);
            look(&RwLockWriteGuard::downgrade(lines))
        })
    }

    fn of(&self, store: &dyn Repositories, campaign: &str) -> Result<Arc<RwLock<Book>>, StoreError> {
        let mut books = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let book = Arc::clone(books.entry(campaign.to_owned()).or_default());
        drop(books);
        let mut open = book.write().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = open.catch_up(store, campaign) {
            // Half of what came is no state to go on from.
            *open = Book::default();
            return Err(error);
        }
        drop(open);
        Ok(book)
    }
}
