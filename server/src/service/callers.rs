//! Who sends ballots, as they were when last looked up. In memory; whoever is refused or changed is looked up again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::session::{Caller, State};
use crate::secret::TokenHash;

/// As many are remembered; past that, all are looked up again.
const MOST: usize = 10_000;

/// The people who send. Cheap to clone.
#[derive(Clone, Default)]
pub struct Callers(Arc<Mutex<HashMap<TokenHash, Caller>>>);

impl Callers {
    /// The person behind a token, live when last looked up.
    pub fn get(&self, token: &TokenHash) -> Option<Caller> {
        self.lock().get(token).cloned()
    }

    /// Keeps what was found: of those that are not live, nothing.
    pub fn keep(&self, found: &Caller) {
        let mut known = self.lock();
        if found.state != State::Live {
            known.remove(&found.token);
            return;
        }
        if known.get(&found.token) == Some(found) {
            return;
        }
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(found.token, found.clone());
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TokenHash, Caller>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
