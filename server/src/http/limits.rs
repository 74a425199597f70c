//! How often strangers may ask. Ballots are bounded by size, never by count: they do not come through here.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::peer::Peer;
use super::refusal::{Answer, Refusal};

/// How often is allowed: so many at once, and one more after each pause.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Requests of one address without a session, files of the app included.
    pub stranger: (u32, Duration),
    /// Sign-ins from one address: an office may share it.
    pub sign_in: (u32, Duration),
    /// Sign-ins to one account, wherever from.
    pub account: (u32, Duration),
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            stranger: (600, Duration::from_millis(50)),
            sign_in: (60, Duration::from_secs(1)),
            account: (20, Duration::from_secs(3)),
        }
    }
}

/// The limits in force.
pub struct Limits {
    stranger: DefaultKeyedRateLimiter<Peer>,
    sign_in: DefaultKeyedRateLimiter<Peer>,
    account: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    /// With these rates.
    pub fn new(rates: &Rates) -> Self {
        Self {
            stranger: limiter(rates.stranger),
            sign_in: limiter(rates.sign_in),
            account: limiter(rates.account),
        }
    }

    /// A request without a session.
    pub fn stranger(&self, peer: &Peer) -> Answer<()> {
        check(&self.stranger, peer)
    }

    /// A sign-in.
    pub fn sign_in(&self, peer: &Peer, username: &str) -> Answer<()> {
        check(&self.sign_in, peer)?;
        check(&self.account, &username.to_lowercase())
    }

    /// Forgets who has not come for long.
    pub fn forget_idle(&self) {
        self.stranger.retain_recent();
        self.sign_in.retain_recent();
        self.account.retain_recent();
    }
}

fn limiter<K: Hash + Eq + Clone>((burst, pause): (u32, Duration)) -> DefaultKeyedRateLimiter<K> {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(pause).unwrap_or_else(|| Quota::per_second(burst));
    RateLimiter::keyed(quota.allow_burst(burst))
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Answer<()> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        Refusal::too_many(wait.as_secs() + 1)
    })
}
