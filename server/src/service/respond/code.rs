//! The code of an invitation: 74 bits in letters that can be read out. It opens the page, and what was answered so far.

use std::fmt;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest as _, Sha256};

use super::keys::keys;
use crate::secret::{self, Random, TokenHash};

/// How many letters it has.
pub(super) const LETTERS: usize = 16;
/// How many stand together.
pub(super) const GROUP: usize = 4;
/// Letters and digits that are not mistaken for each other, and of which no Vietnamese keyboard makes others: Telex changes vowels, d
/// and w, and with its other letters and the digits of VNI nothing but vowels and d.
pub(super) const ALPHABET: &[u8; 25] = b"bcfghjkmnpqrstvxz23456789";
/// What makes the key of a draft another than the digest.
const KEY: &str = "parindex draft ";
/// What makes a code another than any digest of its key.
const MADE: &str = "parindex code ";

/// A code, as it was made or typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A new one.
    pub fn new(random: &dyn Random) -> Self {
        Self(new_letters(random, LETTERS))
    }

    /// The one with this number of those that are made under a key.
    pub fn under(key: &str, nth: u32) -> Self {
        let digest = Sha256::digest(format!("{MADE}{nth} {key}"));
        let number = u128::from_be_bytes(*digest.first_chunk().expect("a digest is longer"));
        Self(letters(number, LETTERS))
    }

    /// The codes that a text may be which somebody typed, with whatever between the groups; none where it can be none.
    pub fn typed(text: &str) -> Vec<Self> {
        keys(text).into_iter().map(Self).collect()
    }

    /// What the store keeps of it.
    pub fn digest(&self) -> TokenHash {
        secret::hash(&self.0)
    }

    /// Encrypts what was answered.
    pub fn seal(&self, random: &dyn Random, mut draft: Vec<u8>) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce);
        let unique = Nonce::assume_unique_for_key(nonce);
        self.key().seal_in_place_append_tag(unique, Aad::empty(), &mut draft).expect("a draft is short");
        [nonce.to_vec(), draft].concat()
    }

    /// Reads it back; `None` where it is not what was encrypted.
    pub fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let mut rest = rest.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = self.key().open_in_place(nonce, Aad::empty(), &mut rest).ok()?.len();
        rest.truncate(length);
        Some(rest)
    }

    fn key(&self) -> LessSafeKey {
        let key = Sha256::digest([KEY, &self.0].concat());
        LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).expect("the digest has its length"))
    }
}

/// In groups, as it is printed.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        grouped(&self.0, f)
    }
}

/// So many letters at random.
pub(super) fn new_letters(random: &dyn Random, count: usize) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    letters(u128::from_be_bytes(bytes), count)
}

/// The letters of a number at random: it is so large that each is as likely as the others.
fn letters(mut number: u128, count: usize) -> String {
    let letter = |_| {
        let at = usize::try_from(number % ALPHABET.len() as u128).expect("it is below the number of letters");
        number /= ALPHABET.len() as u128;
        char::from(ALPHABET[at])
    };
    (0..count).map(letter).collect()
}

/// Writes letters in groups.
pub(super) fn grouped(letters: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (nth, letter) in letters.chars().enumerate() {
        let between = if nth > 0 && nth % GROUP == 0 { "-" } else { "" };
        write!(f, "{between}{letter}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::SystemRandom;

    #[test]
    fn a_code_is_understood_however_it_is_typed() {
        let code = Code::new(&SystemRandom);
        let shown = code.to_string();
        assert_eq!((shown.len(), shown.matches('-').count()), (19, 3));
        for typed in
            [shown.clone(), shown.to_uppercase(), format!(" {} ", shown.replace('-', " ")), code.0.clone()]
        {
            assert!(Code::typed(&typed) == std::slice::from_ref(&code), "{typed}");
        }
        for odd in ["", "9", &shown[1..], &format!("{shown}a"), "đđđđ-đđđđ-đđđđ-đđđđ"] {
            assert!(Code::typed(odd).is_empty(), "{odd}");
        }
        assert!(Code::new(&SystemRandom) != code);
    }

    #[test]
    fn a_code_has_no_letter_of_which_telex_or_vni_makes_another() {
        for nth in 0..200 {
            let code = Code::under("key", nth);
            assert!(code.0.len() == LETTERS && !code.0.contains(['a', 'e', 'i', 'o', 'u', 'y', 'd', 'w']));
        }
        assert!(
            Code::under("key", 1) == Code::under("key", 1) && Code::under("key", 1) != Code::under("yek", 1)
        );
        let used: std::collections::BTreeSet<char> =
            (0..200).flat_map(|it| Code::under("", it).0.chars().collect::<Vec<_>>()).collect();
        assert_eq!(used.len(), ALPHABET.len(), "all are used");
    }

    #[test]
    fn what_was_answered_is_read_by_its_code_alone() {
        let (code, other) = (Code::new(&SystemRandom), Code::new(&SystemRandom));
        let answers = "họ tên".as_bytes().to_vec();
        let sealed = code.seal(&SystemRandom, answers.clone());
        assert_ne!(sealed, code.seal(&SystemRandom, answers.clone()), "never twice the same");
        assert!(!sealed.windows(answers.len()).any(|bytes| bytes == answers));
        assert_eq!(code.open(&sealed), Some(answers));
        assert_eq!(other.open(&sealed), None);
        assert_eq!(code.open(&sealed[..NONCE_LEN - 1]), None);
    }
}
