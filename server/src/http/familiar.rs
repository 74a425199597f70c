//! What was good before: credentials, and the addresses at which an account is in use. In memory; after a restart it is
//! learnt again from the first requests.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::peer::Peer;
use crate::secret::TokenHash;

/// The most credentials that are remembered; past that, all are learnt again.
const MOST_TOKENS: usize = 100_000;
/// The most addresses of one account: the latest.
const MOST_ADDRESSES: usize = 8;

/// What was good before.
#[derive(Default)]
pub struct Familiar {
    tokens: Mutex<HashSet<TokenHash>>,
    addresses: Mutex<HashMap<String, VecDeque<Peer>>>,
}

impl Familiar {
    /// Whether this credential was good before.
    pub fn knows_token(&self, token: &TokenHash) -> bool {
        lock(&self.tokens).contains(token)
    }

    /// It was.
    pub fn token_is_good(&self, token: TokenHash) {
        let mut tokens = lock(&self.tokens);
        if tokens.len() >= MOST_TOKENS {
            tokens.clear();
        }
        tokens.insert(token);
    }

    /// Whether somebody is signed in to the account at this address.
    pub fn is_used_from(&self, username: &str, peer: &Peer) -> bool {
        lock(&self.addresses).get(username).is_some_and(|addresses| addresses.contains(peer))
    }

    /// Somebody is. Only accounts that are there come here, so that their number is a bound.
    pub fn used_from(&self, username: &str, peer: Peer) {
        let mut known = lock(&self.addresses);
        if let Some(addresses) = known.get_mut(username) {
            if !addresses.contains(&peer) {
                addresses.truncate(MOST_ADDRESSES - 1);
                addresses.push_front(peer);
            }
        } else {
            known.insert(username.to_owned(), VecDeque::from([peer]));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_addresses_of_an_account_are_remembered() {
        let (familiar, peer) = (Familiar::default(), |last: u8| Peer::new([10, 0, 0, last].into()));
        (1..=9).for_each(|last| familiar.used_from("chi", peer(last)));
        familiar.used_from("chi", peer(9));
        let known: Vec<u8> = (1..=9).filter(|last| familiar.is_used_from("chi", &peer(*last))).collect();
        assert_eq!(known, [2, 3, 4, 5, 6, 7, 8, 9]);
        assert!(!familiar.is_used_from("khac", &peer(9)));
    }
}
