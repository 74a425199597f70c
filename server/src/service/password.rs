//! Passwords: argon2, on threads that may block, never more at once than memory allows.

use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use shared::problem::Problem;

use super::{Error, Site};
use crate::secret::Random;
use crate::store::StoreError;

/// The fewest characters of a password.
const SHORTEST: usize = 8;
/// The most: hashing a megabyte is no sign-in.
pub const LONGEST: usize = 200;

/// Refuses a password that is too short or too long.
pub fn checked(password: &str) -> Result<(), Problem> {
    if (SHORTEST..=LONGEST).contains(&password.chars().count()) {
        return Ok(());
    }
    Err(Problem::new("account.password_length").with("shortest", SHORTEST).with("longest", LONGEST))
}

/// The same, as the refusal of a use case.
pub fn check(password: &str) -> Result<(), Error> {
    checked(password).map_err(Error::invalid)
}

/// The hash to store.
pub async fn hash(site: &Site, password: String) -> Result<String, Error> {
    let random = site.random.clone();
    on_a_thread(site, move || hash_now(&password, random.as_ref())).await
}

/// Whether the password is the one behind `stored`. Without a stored one it takes the same time and is wrong.
pub async fn verify(site: &Site, password: String, stored: Option<String>) -> Result<bool, Error> {
    let random = site.random.clone();
    on_a_thread(site, move || {
        static NOBODY: OnceLock<String> = OnceLock::new();
        let known = stored.is_some();
        let stored =
            stored.unwrap_or_else(|| NOBODY.get_or_init(|| hash_now("nobody", random.as_ref())).clone());
        let hash = PasswordHash::new(&stored);
        let right =
            hash.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        known && right
    })
    .await
}

fn hash_now(password: &str, random: &dyn Random) -> String {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
    hash.expect("the default parameters are valid").to_string()
}

async fn on_a_thread<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let permit = site.hashers.clone().acquire_owned().await;
    let outcome = tokio::task::spawn_blocking(work).await;
    drop(permit);
    outcome.map_err(|_| Error::Store(StoreError::Stopped))
}
