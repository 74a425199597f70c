//! Passwords: argon2, on threads that may block, never more at once than memory allows.

use shared::problem::Problem;
use unicode_normalization::UnicodeNormalization as _;

use super::hashers::{Cost, Hashers};
use super::{Error, Site};
use crate::store::StoreError;

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

/// Some keyboards type a letter and its marks apart, others as one sign: both are the same password.
fn composed(password: &str) -> String {
    password.nfc().collect()
}

/// The hash to store.
pub async fn hash(site: &Site, password: String) -> Result<String, Error> {
    let (random, hashers) = (site.random.clone(), site.hashers.clone());
    on_a_thread(site, move || hashers.hash(&composed(&password), random.as_ref())).await
}

/// Whether the password is the one behind `stored`. It costs what `among`, the hashes of all who may be meant, cost
/// together, each way of making them once: how long it takes tells neither whether there is an account of that name nor
/// how old its hash is.
pub async fn verify(
    site: &Site,
    password: String,
    stored: Option<String>,
    among: Vec<String>,
) -> Result<bool, Error> {
    let hashers = site.hashers.clone();
    on_a_thread(site, move || {
        let costs = Cost::all(among.iter().chain(&stored));
        is_right(&hashers, &password, stored.as_deref(), &costs)
    })
    .await
}

/// Whether it is, composed or, as hashes of earlier versions were made, as typed. Which of them is right takes no other time.
fn is_right(hashers: &Hashers, typed: &str, stored: Option<&str>, costs: &[Cost]) -> bool {
    let composed = composed(typed);
    let as_typed = composed != typed && hashers.verify(typed, stored, costs);
    hashers.verify(&composed, stored, costs) || as_typed
}

/// Whether the hash was made as today's are.
pub fn is_of_today(stored: &str) -> bool {
    Cost::of(stored).is_ok_and(|cost| cost == Cost::of_today())
}

/// Bytes that follow from a secret and a salt, at the cost of a password: see `Hashers::derive`.
pub async fn derive(site: &Site, secret: String, salt: [u8; 32]) -> Result<[u8; 16], Error> {
    let hashers = site.hashers.clone();
    on_a_thread(site, move || hashers.derive(&secret, &salt)).await
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
    use argon2::password_hash::{PasswordHasher as _, SaltString};
    use argon2::{Algorithm, Argon2, Params, Version};
    use shared::wire::SignIn;
    use tempfile::TempDir;

    use super::*;
    use crate::clock;
    use crate::secret::SystemRandom;
    use crate::service::session;
    use crate::store::{self, Account};

    #[test]
    fn a_password_is_right_however_its_marks_are_typed() {
        let hashers = Hashers::default();
        let is = |typed: &str, stored: &str| is_right(&hashers, typed, Some(stored), &[Cost::of_today()]);
        let (whole, apart) = ("mật khẩu", "mật khẩu".nfd().collect::<String>());
        let ours = hashers.hash(&composed(&apart), &SystemRandom);
        assert!(is(whole, &ours) && is(&apart, &ours));
        // As an earlier version kept it.
        let earlier = hashers.hash(&apart, &SystemRandom);
        assert!(is(&apart, &earlier) && !is("mat khau", &earlier));
    }

    /// A hash as another version made it, with so much memory and so many passes.
    fn made_with(memory: u32, passes: u32) -> String {
        let params = Params::new(memory, passes, 1, None).unwrap();
        let salt = SaltString::encode_b64(b"sixteen bytes...").unwrap();
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon2.hash_password(b"the password", &salt).unwrap().to_string()
    }

    /// The work of hashing, not the time that it takes.
    #[tokio::test]
    async fn signing_in_is_the_same_work_whoever_is_named() {
        let folder = TempDir::new().unwrap();
        let store = store::open(&folder.path().join("db"), &SystemRandom).unwrap();
        let site = Site::new(store, clock::system(), std::sync::Arc::new(SystemRandom));
        let today = hash(&site, "the password".to_owned()).await.unwrap();
        let hashes = [("cheap", made_with(64, 1)), ("dear", made_with(128, 3)), ("damaged", "?".to_owned())];
        for (username, password) in hashes.into_iter().chain([("today", today)]) {
            let account = Account {
                username: username.to_owned(),
                name: String::new(),
                email: String::new(),
                password,
                disabled: false,
            };
            site.store.write::<_, StoreError>(move |store| store.put_account(&account)).await.unwrap();
        }
        let attempt = async |username: &str, password: &str| {
            site.hashers.work();
            let words = SignIn { username: username.to_owned(), password: password.to_owned() };
            (session::sign_in(&site, words).await.is_ok(), site.hashers.work())
        };
        let (_, usual) = attempt("today", "wrong").await;
        assert_eq!(usual.len(), 3, "each way of making a hash once: {usual:?}");
        for username in ["cheap", "dear", "damaged", "nobody", ""] {
            assert_eq!(attempt(username, "wrong").await, (false, usual.clone()), "{username}");
        }
        // Who is let in is hashed anew where the hash is not of today, and only there.
        let renewed = [usual.clone(), vec![Cost::of_today()]].concat();
        assert_eq!(attempt("cheap", "the password").await, (true, renewed.clone()));
        assert_eq!(attempt("today", "the password").await.1.len(), 2, "nobody has the cheap one any more");
        assert!(attempt("dear", "the password").await.0);
        for username in ["cheap", "dear", "today", "nobody"] {
            let (_, work) = attempt(username, "wrong").await;
            assert_eq!(work, [Cost::of_today()], "{username}");
        }
        for username in ["cheap", "dear", "today"] {
            assert!(attempt(username, "the password").await.0, "{username}");
        }
    }
}
