//! What the writer read for the last ballots, as long as nobody changed it: the next ones ask for the same.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use rusqlite::Connection;
use shared::wire::Grant;

use crate::secret::TokenHash;
use crate::store::{Account, Head, Position, Session, StoreError};

/// As many of a kind are remembered; past that, all are read anew.
const MOST: usize = 10_000;

/// What was read. Whoever changes any of it here has all of it forgotten, as has a commit of another process.
#[derive(Debug, Default)]
pub struct Memory {
    /// Sessions with their accounts.
    pub(super) sessions: Remembered<TokenHash, (Session, Account)>,
    /// The roles of an account, places left out.
    pub(super) roles: Remembered<String, Vec<Grant>>,
    /// The assigned places of an account in a campaign.
    pub(super) assigned: Remembered<(String, String), Vec<String>>,
    /// The heads of campaigns.
    pub(super) heads: Remembered<String, Head>,
    /// Where the ground of a campaign ends.
    pub(super) positions: Remembered<String, Position>,
    /// The key of the last ballot of all.
    pub(super) last_key: Option<i64>,
    version: Option<i64>,
}

impl Memory {
    /// Forgets everything.
    pub fn forget(&mut self) {
        *self = Self { version: self.version, ..Self::default() };
    }

    /// Forgets everything where another connection has written since this was last asked: to be done first in each
    /// transaction.
    pub fn look(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let version = connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if self.version.replace(version) != Some(version) {
            self.forget();
        }
        Ok(())
    }
}

/// What was read, by what it was asked by.
#[derive(Debug)]
pub(super) struct Remembered<K, V>(HashMap<K, V>);

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq, V> Remembered<K, V> {
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    pub fn put(&mut self, key: K, value: V) {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(key, value);
    }
}
