//! Randomness as a parameter, and what is made of it: session tokens and passwords.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

/// Gives random bytes fit for secrets.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives randomness");
    }
}

/// The operating system's randomness, to be shared.
pub fn system() -> Arc<dyn Random> {
    Arc::new(SystemRandom)
}

/// SHA-256 of a token: what the store knows of it.
pub type TokenHash = [u8; 32];

/// A new session token of 256 bits, as 64 hex digits.
pub fn token(random: &dyn Random) -> String {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    hex::encode(bytes)
}

/// Whether something that came back may be such a token: what somebody else made up can be guessed.
pub fn is_token(text: &str) -> bool {
    text.len() == 64 && hex::decode(text).is_ok()
}

/// The epoch of a store: 128 bits, as 32 hex digits.
pub fn epoch(random: &dyn Random) -> String {
    lot(random)
}

/// What makes a draw one that nobody can reckon before: 128 bits, as 32 hex digits.
pub fn lot(random: &dyn Random) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    hex::encode(bytes)
}

/// What the store keeps of a token.
pub fn hash(token: &str) -> TokenHash {
    Sha256::digest(token).into()
}

/// A password of 70 bits in groups that can be read aloud, such as `k7mq2-fxd9h-taub`.
pub fn password(random: &dyn Random) -> String {
    let mut bytes = [0; 14];
    random.fill(&mut bytes);
    shared::password::from_random(&bytes, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_each_time_and_have_their_length() {
        let (first, second) = (token(&SystemRandom), token(&SystemRandom));
        assert_ne!(first, second);
        assert_eq!(first.len(), 64);
        let password = password(&SystemRandom);
        assert_eq!(password.len(), 16);
        assert!(
            password
                .split('-')
                .all(|group| group.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
        );
    }
}
