//! What every use case stands on: the store, the clock, randomness, and what is kept in memory.

use std::sync::Arc;

use jiff::Timestamp;

use super::KnownCampaigns;
use super::assess::Books;
use super::backchecks::Ways;
use super::callers::Callers;
use super::feed::Feeds;
use super::hashers::Hashers;
use super::publish::Outlooks;
use super::results::Results;
use crate::clock::Clock;
use crate::secret::Random;
use crate::store::Store;

/// What every use case stands on. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// The store.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness for tokens and passwords.
    pub random: Arc<dyn Random>,
    /// Campaigns in memory.
    pub known: KnownCampaigns,
    /// Results in memory.
    pub results: Results,
    /// What was said of units, in memory.
    pub books: Books,
    /// What is kept of feeds.
    pub feeds: Feeds,
    /// Ways in to single back-checks.
    pub(super) ways: Ways,
    /// What would be held back of the newest runs.
    pub(super) outlooks: Outlooks,
    /// Who sends ballots.
    pub(super) callers: Callers,
    /// Permits and memory to hash passwords.
    pub(super) hashers: Hashers,
}

impl Site {
    /// A site on this store.
    pub fn new(store: Store, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        let (known, results, callers, hashers, books, feeds, outlooks, ways) = Default::default();
        Self { store, clock, random, known, results, books, feeds, ways, outlooks, callers, hashers }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
