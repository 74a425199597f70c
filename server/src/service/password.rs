//! Passwords: argon2, on threads that may block, never more at once than memory allows.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use argon2::password_hash::{self, Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use shared::problem::Problem;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

use super::{Error, Site};
use crate::secret::Random;
use crate::store::StoreError;

/// How many passwords are hashed at once: each takes 19 MiB.
const AT_ONCE: usize = 4;

/// The fewest characters of a password.
const SHORTEST: usize = 8;
/// The most: hashing a megabyte is no sign-in.
pub const LONGEST: usize = 200;

/// Refuses a password that is too short or too long.
pub fn checked(password: &str) -> Result<(), Problem> {
    if (SHORTEST..=LONGEST).contains(&password.nfc().count()) {
        return Ok(());
    }
    Err(Problem::new("account.password_length").with("shortest", SHORTEST).with("longest", LONGEST))
}

/// The same, as the refusal of a use case.
pub fn check(password: &str) -> Result<(), Error> {
    checked(password).map_err(Error::invalid)
}

/// Permits to hash, and the memory for it: kept and used again. An allocator that is given 19 MiB by one thread and
/// asked for them by another keeps them all.
#[derive(Clone)]
pub struct Hashers {
    permits: Arc<Semaphore>,
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
}

impl Default for Hashers {
    fn default() -> Self {
        Self { permits: Arc::new(Semaphore::new(AT_ONCE)), memory: Arc::default() }
    }
}

impl Hashers {
    /// Runs argon2 with memory that it may use.
    fn run(&self, argon2: &Argon2<'_>, password: &str, salt: Salt<'_>) -> password_hash::Result<Output> {
        let mut salt_bytes = [0; Salt::MAX_LENGTH];
        let salt = salt.decode_b64(&mut salt_bytes)?;
        let pool = || self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let mut blocks = pool().pop().unwrap_or_default();
        let needed = argon2.params().block_count();
        if blocks.len() < needed {
            blocks.resize(needed, Block::default());
        }
        let length = argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let output = Output::init_with(length, |out| {
            let memory = &mut blocks[..needed];
            Ok(argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, memory)?)
        });
        pool().push(blocks);
        output
    }

    fn hash(&self, password: &str, random: &dyn Random) -> String {
        let mut salt = [0; 16];
        random.fill(&mut salt);
        let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
        let argon2 = Argon2::default();
        let output = self.run(&argon2, password, salt.as_salt()).expect("the default parameters are valid");
        let hash = PasswordHash {
            algorithm: Algorithm::default().ident(),
            version: Some(Version::default().into()),
            params: ParamsString::try_from(argon2.params()).expect("the default parameters are texts"),
            salt: Some(salt.as_salt()),
            hash: Some(output),
        };
        hash.to_string()
    }

    /// Whether it is, composed or, as hashes of earlier versions were made, as typed. Which of them is right takes no other time.
    fn is_right(&self, typed: &str, stored: &str) -> bool {
        let composed = composed(typed);
        let right = |password: &str| self.verify(password, stored).unwrap_or(false);
        let as_typed = composed != typed && right(typed);
        right(&composed) || as_typed
    }

    /// Whether the password is the one behind a stored hash. Outputs compare in constant time.
    fn verify(&self, password: &str, stored: &str) -> password_hash::Result<bool> {
        let stored = PasswordHash::new(stored)?;
        let (Some(salt), Some(hash)) = (stored.salt, stored.hash) else { return Ok(false) };
        let version = stored.version.map(Version::try_from).transpose()?.unwrap_or_default();
        let algorithm = Algorithm::try_from(stored.algorithm)?;
        let argon2 = Argon2::new(algorithm, version, Params::try_from(&stored)?);
        Ok(self.run(&argon2, password, salt)? == hash)
    }
}

/// Some keyboards type a letter and its marks apart, others as one sign: both are the same password.
fn composed(password: &str) -> String {
    password.nfc().collect()
}

/// The hash to store.
pub async fn hash(site: &Site, password: String) -> Result<String, Error> {
    let (random, hashers) = (site.random.clone(), site.hashers.clone());
    on_a_thread(site, move || hashers.hash(&composed(&password), random.as_ref())).await
}

/// Whether the password is the one behind `stored`. Without a stored one it takes the same time and is wrong.
pub async fn verify(site: &Site, password: String, stored: Option<String>) -> Result<bool, Error> {
    let (random, hashers) = (site.random.clone(), site.hashers.clone());
    on_a_thread(site, move || {
        static NOBODY: OnceLock<String> = OnceLock::new();
        let known = stored.is_some();
        let stored =
            stored.unwrap_or_else(|| NOBODY.get_or_init(|| hashers.hash("nobody", random.as_ref())).clone());
        hashers.is_right(&password, &stored) && known
    })
    .await
}

async fn on_a_thread<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let permit = site.hashers.permits.clone().acquire_owned().await;
    // The thread holds the permit: it works on even when who asked has gone, and has its memory so long.
    let outcome = tokio::task::spawn_blocking(move || {
        let outcome = work();
        drop(permit);
        outcome
    });
    outcome.await.map_err(|_| Error::Store(StoreError::Stopped))
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::PasswordHasher as _;

    use super::*;
    use crate::secret::SystemRandom;

    #[test]
    fn hashes_are_those_of_argon2_and_memory_that_was_used_changes_nothing() {
        let hashers = Hashers::default();
        let salt = SaltString::encode_b64(b"sixteen bytes...").unwrap();
        let small =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, Some(24)).unwrap());
        for argon2 in [Argon2::default(), small] {
            for password in ["mật khẩu", "another"] {
                let theirs = argon2.hash_password(password.as_bytes(), &salt).unwrap().to_string();
                assert!(hashers.verify(password, &theirs).unwrap(), "{theirs}");
                assert!(!hashers.verify("wrong", &theirs).unwrap());
            }
        }
        let ours = hashers.hash("mật khẩu", &SystemRandom);
        assert!(ours.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{ours}");
        assert!(hashers.verify("mật khẩu", &ours).unwrap());
        assert!(hashers.verify("mật khẩu", "no hash").is_err());
        assert_eq!(hashers.memory.lock().unwrap().len(), 1, "one after the other needs one");
    }
    #[test]
    fn a_password_is_right_however_its_marks_are_typed() {
        let hashers = Hashers::default();
        let (whole, apart) = ("mật khẩu", "mật khẩu".nfd().collect::<String>());
        let ours = hashers.hash(&composed(&apart), &SystemRandom);
        assert!(hashers.is_right(whole, &ours) && hashers.is_right(&apart, &ours));
        // As an earlier version kept it.
        let earlier = hashers.hash(&apart, &SystemRandom);
        assert!(hashers.is_right(&apart, &earlier) && !hashers.is_right("mat khau", &earlier));
    }
}
