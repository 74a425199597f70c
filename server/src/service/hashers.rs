//! Argon2: what a hash costs, making one, and comparing at the same cost for everybody.

use std::sync::Arc;
#[cfg(test)]
use std::sync::Mutex;

use argon2::password_hash::{self, Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::secret::Random;

/// How many passwords are hashed at once: each takes 19 MiB at today's cost. Twenty people who sign in together wait less than a second
/// for each other.
const AT_ONCE: usize = 1;
/// The salt of work that is done for nobody.
const NOBODYS: &str = "bm9ib2R5J3Mgc2FsdA";

/// How a hash is made, which is how much work it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    algorithm: Algorithm,
    version: Version,
    params: Params,
}

impl Cost {
    /// That of hashes made today.
    pub fn of_today() -> Self {
        let (memory, passes, lanes) =
            (Params::DEFAULT_M_COST, Params::DEFAULT_T_COST, Params::DEFAULT_P_COST);
        let params = Params::new(memory, passes, lanes, Some(Params::DEFAULT_OUTPUT_LEN));
        Self {
            algorithm: Algorithm::default(),
            version: Version::default(),
            params: params.expect("the default parameters are valid"),
        }
    }

    /// That of a stored hash.
    pub fn of(stored: &str) -> password_hash::Result<Self> {
        Self::of_parts(&PasswordHash::new(stored)?)
    }

    fn of_parts(stored: &PasswordHash<'_>) -> password_hash::Result<Self> {
        Ok(Self {
            algorithm: Algorithm::try_from(stored.algorithm)?,
            version: stored.version.map(Version::try_from).transpose()?.unwrap_or_default(),
            params: Params::try_from(stored)?,
        })
    }

    /// Those of all these hashes, each once. A hash that cannot be read has none.
    pub fn all<'a>(stored: impl IntoIterator<Item = &'a String>) -> Vec<Self> {
        let mut costs = Vec::new();
        for cost in stored.into_iter().filter_map(|stored| Self::of(stored).ok()) {
            if !costs.contains(&cost) {
                costs.push(cost);
            }
        }
        costs
    }
}

/// Permits to hash. The memory for it goes back at once: the binary's allocator has a room of its own for what is so large.
#[derive(Clone)]
pub struct Hashers {
    pub(super) permits: Arc<Semaphore>,
    /// The work that was done.
    #[cfg(test)]
    done: Arc<Mutex<Vec<Cost>>>,
}

impl Default for Hashers {
    fn default() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            #[cfg(test)]
            done: Arc::default(),
        }
    }
}

impl Hashers {
    /// Runs argon2.
    fn run(&self, cost: &Cost, password: &str, salt: Salt<'_>) -> password_hash::Result<Output> {
        #[cfg(test)]
        self.done.lock().unwrap().push(cost.clone());
        let argon2 = Argon2::new(cost.algorithm, cost.version, cost.params.clone());
        let mut salt_bytes = [0; Salt::MAX_LENGTH];
        let salt = salt.decode_b64(&mut salt_bytes)?;
        let length = argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        Output::init_with(length, |out| Ok(argon2.hash_password_into(password.as_bytes(), salt, out)?))
    }

    /// The hash to store, at today's cost.
    pub fn hash(&self, password: &str, random: &dyn Random) -> String {
        let mut salt = [0; 16];
        random.fill(&mut salt);
        let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
        let cost = Cost::of_today();
        let output = self.run(&cost, password, salt.as_salt()).expect("today's parameters are valid");
        let hash = PasswordHash {
            algorithm: cost.algorithm.ident(),
            version: Some(cost.version.into()),
            params: ParamsString::try_from(&cost.params).expect("today's parameters are texts"),
            salt: Some(salt.as_salt()),
            hash: Some(output),
        };
        hash.to_string()
    }

    /// Whether the password is the one behind a stored hash. Whatever is stored, and also where nothing is, each of the
    /// costs is paid once. Outputs compare in constant time.
    pub fn verify(&self, password: &str, stored: Option<&str>, costs: &[Cost]) -> bool {
        let parts = stored.and_then(|stored| PasswordHash::new(stored).ok());
        let own = parts.and_then(|parts| Some((Cost::of_parts(&parts).ok()?, parts.salt?, parts.hash?)));
        let nobodys = Salt::from_b64(NOBODYS).expect("this is a salt");
        let mut right = false;
        for cost in costs {
            let own = own.as_ref().filter(|(own, ..)| own == cost);
            let output = self.run(cost, password, own.map_or(nobodys, |(_, salt, _)| *salt));
            right |= own.is_some_and(|(.., hash)| output.is_ok_and(|output| output == *hash));
        }
        right
    }

    /// Bytes that follow from a secret and a salt, and lead to neither. What was derived once is looked for by what is derived later: the
    /// cost is this one for ever.
    pub fn derive(&self, secret: &str, salt: &[u8; 32]) -> [u8; 16] {
        let params = Params::new(19 * 1024, 2, 1, Some(16)).expect("these parameters are valid");
        let cost = Cost { algorithm: Algorithm::Argon2id, version: Version::V0x13, params };
        let salt = SaltString::encode_b64(salt).expect("32 bytes are a salt");
        let output = self.run(&cost, secret, salt.as_salt()).expect("these parameters are valid");
        output.as_bytes().try_into().expect("so many bytes were asked for")
    }

    /// The work that was done since this was last asked.
    #[cfg(test)]
    pub fn work(&self) -> Vec<Cost> {
        std::mem::take(&mut self.done.lock().unwrap())
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::PasswordHasher as _;

    use super::*;
    use crate::secret::SystemRandom;

    #[test]
    fn hashes_are_those_of_argon2() {
        let hashers = Hashers::default();
        let is = |password: &str, stored: &str| {
            hashers.verify(password, Some(stored), &Cost::all([&stored.to_owned()]))
        };
        let salt = SaltString::encode_b64(b"sixteen bytes...").unwrap();
        let small =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, Some(24)).unwrap());
        for argon2 in [Argon2::default(), small] {
            for password in ["mật khẩu", "another"] {
                let theirs = argon2.hash_password(password.as_bytes(), &salt).unwrap().to_string();
                assert!(is(password, &theirs), "{theirs}");
                assert!(!is("wrong", &theirs));
            }
        }
        let ours = hashers.hash("mật khẩu", &SystemRandom);
        assert!(ours.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{ours}");
        assert!(is("mật khẩu", &ours) && !is("mật khẩu", "no hash"));
        assert_eq!(Cost::of(&ours), Ok(Cost::of_today()));
    }
}
