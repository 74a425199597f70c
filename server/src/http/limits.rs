//! How often strangers may ask. Ballots are bounded by size, never by count: they do not come through here.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::familiar::Familiar;
use super::peer::Peer;
use super::refusal::{Answer, Refusal};
use crate::secret::TokenHash;
use crate::service::session::LONGEST_NAME;

/// How often is allowed: so many at once, and one more after each pause.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Requests of one address without a session; apart from them, credentials that were not seen before, and codes of
    /// respondents that are none. And requests with one code.
    pub stranger: (u32, Duration),
    /// Files of the app for one address: forty tablets of an office that open it at once are eight hundred.
    pub file: (u32, Duration),
    /// Sign-ins from one address: an office may share it.
    pub sign_in: (u32, Duration),
    /// Sign-ins to one account from one address; and claims to the ballot of one code, each of which takes the work of a sign-in.
    pub attempt: (u32, Duration),
    /// Sign-ins to one account from all addresses that it is not used from.
    pub account: (u32, Duration),
    /// Streams of changes that one person may have open.
    pub streams: usize,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            stranger: (600, Duration::from_millis(50)),
            file: (6000, Duration::from_millis(5)),
            sign_in: (60, Duration::from_secs(1)),
            attempt: (20, Duration::from_secs(3)),
            account: (100, Duration::from_secs(1)),
            streams: 16,
        }
    }
}

/// The limits in force.
pub struct Limits {
    stranger: DefaultKeyedRateLimiter<Peer>,
    token: DefaultKeyedRateLimiter<Peer>,
    guess: DefaultKeyedRateLimiter<Peer>,
    code: DefaultKeyedRateLimiter<TokenHash>,
    file: DefaultKeyedRateLimiter<Peer>,
    sign_in: DefaultKeyedRateLimiter<Peer>,
    attempt: DefaultKeyedRateLimiter<(String, Peer)>,
    claim: DefaultKeyedRateLimiter<(TokenHash, Peer)>,
    account: DefaultKeyedRateLimiter<String>,
    familiar: Familiar,
}

impl Limits {
    /// With these rates.
    pub fn new(rates: &Rates) -> Self {
        Self {
            stranger: limiter(rates.stranger),
            token: limiter(rates.stranger),
            guess: limiter(rates.stranger),
            code: limiter(rates.stranger),
            file: limiter(rates.file),
            sign_in: limiter(rates.sign_in),
            attempt: limiter(rates.attempt),
            claim: limiter(rates.attempt),
            account: limiter(rates.account),
            familiar: Familiar::default(),
        }
    }

    /// A request without a session.
    pub fn stranger(&self, peer: &Peer) -> Answer<()> {
        check(&self.stranger, peer)
    }

    /// A credential, before it is looked up: one that was good before costs nothing.
    pub fn token(&self, peer: &Peer, token: &TokenHash) -> Answer<()> {
        if self.familiar.knows_token(token) { Ok(()) } else { check(&self.token, peer) }
    }

    /// A code of a respondent that is none, after it was looked up: whoever has a good one at the same address is not shut out.
    pub fn guess(&self, peer: &Peer) -> Answer<()> {
        check(&self.guess, peer)
    }

    /// A request with a code that is good, wherever it comes from.
    pub fn code(&self, code: &TokenHash) -> Answer<()> {
        check(&self.code, code)
    }

    /// A claim, before it is looked up. Who tries elsewhere does not shut out who has the right one.
    pub fn claim(&self, code: &TokenHash, peer: &Peer) -> Answer<()> {
        check(&self.claim, &(*code, *peer))
    }

    /// A credential was given out, or found.
    pub fn token_is_good(&self, token: TokenHash) {
        self.familiar.token_is_good(token);
    }

    /// A person is signed in at this address.
    pub fn used_from(&self, username: &str, peer: Peer) {
        self.familiar.used_from(username, peer);
    }

    /// A file of the app.
    pub fn file(&self, peer: &Peer) -> Answer<()> {
        check(&self.file, peer)
    }

    /// A sign-in. Who tries an account from many addresses shuts it for other new addresses only: where it is in use,
    /// its owner still gets in.
    pub fn sign_in(&self, peer: &Peer, username: &str) -> Answer<()> {
        check(&self.sign_in, peer)?;
        // A name that no account can have is refused unread; nothing of it is kept.
        if username.len() > LONGEST_NAME {
            return Ok(());
        }
        let username = username.to_lowercase();
        check(&self.attempt, &(username.clone(), *peer))?;
        if self.familiar.is_used_from(&username, peer) { Ok(()) } else { check(&self.account, &username) }
    }

    /// Forgets who has not come for long.
    pub fn forget_idle(&self) {
        self.stranger.retain_recent();
        self.token.retain_recent();
        self.guess.retain_recent();
        self.code.retain_recent();
        self.file.retain_recent();
        self.sign_in.retain_recent();
        self.attempt.retain_recent();
        self.claim.retain_recent();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(last: u8) -> Peer {
        Peer::new([10, 0, 0, last].into())
    }

    #[test]
    fn names_that_no_account_can_have_are_not_kept() {
        let limits = Limits::new(&Rates::default());
        limits.sign_in(&peer(1), &"x".repeat(2 << 20)).unwrap();
        assert!(limits.attempt.is_empty() && limits.account.is_empty());
        limits.sign_in(&peer(1), &"x".repeat(LONGEST_NAME)).unwrap();
        assert_eq!((limits.attempt.len(), limits.account.len()), (1, 1));
    }

    #[test]
    fn strangers_do_not_shut_an_owner_out_where_the_account_is_in_use() {
        let hour = Duration::from_secs(3600);
        let rates = Rates { attempt: (2, hour), account: (3, hour), ..Rates::default() };
        let limits = Limits::new(&rates);
        limits.used_from("chi", peer(9));
        for from in 1..=3 {
            limits.sign_in(&peer(from), "chi").unwrap();
        }
        assert!(limits.sign_in(&peer(4), "Chi").is_err(), "another new address");
        assert!(limits.sign_in(&peer(4), "khac").is_ok(), "another account");
        assert!(limits.sign_in(&peer(9), "chi").is_ok() && limits.sign_in(&peer(9), "chi").is_ok());
        assert!(limits.sign_in(&peer(9), "chi").is_err(), "not even there for ever");
    }

    #[test]
    fn credentials_that_were_never_good_are_limited_before_they_are_looked_up() {
        let hour = Duration::from_secs(3600);
        let limits = Limits::new(&Rates { stranger: (2, hour), ..Rates::default() });
        limits.token_is_good([7; 32]);
        assert!(limits.token(&peer(1), &[1; 32]).is_ok() && limits.token(&peer(1), &[2; 32]).is_ok());
        assert!(limits.token(&peer(1), &[3; 32]).is_err());
        assert!((0..9).all(|_| limits.token(&peer(1), &[7; 32]).is_ok()), "that one is known");
        assert!(limits.stranger(&peer(1)).is_ok(), "requests without credentials are counted apart");
    }
}
