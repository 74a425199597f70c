//! By what a respondent claims the ballot that they sent: twelve letters of their own, shown to nobody else and kept by nobody here. The
//! id of the ballot follows from code and claim together, slowly, so that who made the codes finds no ballot by them.

use std::fmt;

use uuid::{Builder, Uuid};

use super::Code;
use super::code::{ALPHABET, grouped, new_letters};
use crate::secret::{self, Random};
use crate::service::{Error, Site, password};

/// How many letters it has: 55 bits, each guess at which takes what one at a password does.
const LETTERS: usize = 12;
/// No claim is typed with more signs.
const LONGEST: usize = 3 * LETTERS;

/// A claim, as it was made or typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim(String);

impl Claim {
    /// A new one.
    pub fn new(random: &dyn Random) -> Self {
        Self(new_letters(random, LETTERS))
    }

    /// What somebody typed, with whatever between the groups; none where it can be none. No keyboard makes others of its letters.
    pub fn typed(text: &str) -> Option<Self> {
        if text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let letters: String = text.to_lowercase().chars().filter(|sign| sign.is_alphanumeric()).collect();
        let is_one = letters.len() == LETTERS && letters.bytes().all(|letter| ALPHABET.contains(&letter));
        is_one.then_some(Self(letters))
    }

    /// The id of the ballot that was sent with this code and claim: who has both finds it, nobody finds one of the three by another.
    pub async fn ballot(&self, site: &Site, code: &Code) -> Result<Uuid, Error> {
        let derived = password::derive(site, self.0.clone(), code.digest()).await?;
        Ok(Builder::from_custom_bytes(derived).into_uuid())
    }

    /// The id of what that respondent told of themselves, which is sealed apart: it follows as slowly from code and claim, by another salt,
    /// so that neither id leads to the other.
    pub async fn personal(&self, site: &Site, code: &Code) -> Result<Uuid, Error> {
        let salt = secret::hash(&format!("personal {}", hex::encode(code.digest())));
        let derived = password::derive(site, self.0.clone(), salt).await?;
        Ok(Builder::from_custom_bytes(derived).into_uuid())
    }
}

/// In groups, as it is shown.
impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        grouped(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tempfile::TempDir;

    use super::*;
    use crate::clock;
    use crate::secret::SystemRandom;
    use crate::store;

    #[test]
    fn a_claim_is_understood_however_it_is_typed_and_is_no_code() {
        let claim = Claim::new(&SystemRandom);
        let shown = claim.to_string();
        assert_eq!((shown.len(), shown.matches('-').count()), (14, 2));
        for typed in
            [shown.clone(), shown.to_uppercase(), format!(" {} ", shown.replace('-', " ")), claim.0.clone()]
        {
            assert_eq!(Claim::typed(&typed).as_ref(), Some(&claim), "{typed}");
        }
        let code = Code::new(&SystemRandom).to_string();
        for odd in
            ["", "9", &shown[1..], &format!("{shown}b"), &shown.replace('-', "a"), "đđđđ-đđđđ-đđđđ", &code]
        {
            assert_eq!(Claim::typed(odd), None, "{odd}");
        }
        assert!(Code::typed(&shown).is_empty() && Claim::new(&SystemRandom) != claim);
        assert_eq!(Claim::typed(&"b".repeat(9000)), None);
    }

    #[tokio::test]
    async fn a_ballot_is_found_by_code_and_claim_together_and_always_the_same_way() {
        let folder = TempDir::new().unwrap();
        let store = store::open(&folder.path().join("db"), &SystemRandom).unwrap();
        let site = Site::new(store, clock::system(), Arc::new(SystemRandom));
        let (code, other) = (Code::under("key", 0), Code::under("key", 1));
        let [claim, guessed] = ["bcfghjkmnpqr", "bcfghjkmnpqs"].map(|text| Claim::typed(text).unwrap());
        let found = claim.ballot(&site, &code).await.unwrap();
        // Ballots of earlier versions are looked for by it.
        assert_eq!(found.to_string(), "447f8c49-ac21-8bc6-ac69-0988cec5f34f");
        assert_ne!(claim.ballot(&site, &other).await.unwrap(), found);
        assert_ne!(guessed.ballot(&site, &code).await.unwrap(), found);
        let told = claim.personal(&site, &code).await.unwrap();
        assert_ne!(told, found, "what is sealed apart has an id of its own");
        assert_eq!(claim.personal(&site, &code).await.unwrap(), told);
    }
}
