//! The code of an invitation: 80 bits in letters that can be read out. It opens the page, and what was answered so far.

use std::fmt;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest as _, Sha256};

use crate::secret::{self, Random, TokenHash};

/// How many letters it has, of 5 bits each.
const LETTERS: usize = 16;
/// How many stand together.
const GROUP: usize = 4;
/// What makes the key of a draft another than the digest.
const KEY: &str = "parindex draft ";

/// A code, as it was made or typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A new one.
    pub fn new(random: &dyn Random) -> Self {
        let mut bytes = [0; LETTERS];
        random.fill(&mut bytes);
        Self(shared::password::from_random(&bytes, LETTERS))
    }

    /// What somebody typed, with whatever between the groups; `None` where it can be no code.
    pub fn typed(text: &str) -> Option<Self> {
        let mut letters = text.chars().filter(|sign| sign.is_ascii_alphanumeric());
        let code: String = letters.by_ref().take(LETTERS).map(|it| it.to_ascii_lowercase()).collect();
        (code.len() == LETTERS && letters.next().is_none()).then_some(Self(code))
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
        for (nth, letter) in self.0.chars().enumerate() {
            let between = if nth > 0 && nth % GROUP == 0 { "-" } else { "" };
            write!(f, "{between}{letter}")?;
        }
        Ok(())
    }
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
            assert!(Code::typed(&typed).is_some_and(|it| it == code), "{typed}");
        }
        for odd in ["", "9", &shown[1..], &format!("{shown}a"), "đđđđ-đđđđ-đđđđ-đđđđ"] {
            assert!(Code::typed(odd).is_none(), "{odd}");
        }
        assert!(Code::new(&SystemRandom) != code);
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
