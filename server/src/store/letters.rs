//! Repository: what the last letter told each person.

use jiff::civil::Date;
use shared::wire::Notice;

use super::StoreError;

/// How far an account was written to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// The last day for which a letter may have gone out; none before the first.
    pub day: Option<Date>,
    /// The notices in the last one that the mail server took.
    pub told: Vec<Notice>,
}

/// What the last letter told each person.
pub trait Letters {
    /// How far an account was written to.
    fn letter(&self, username: &str) -> Result<Letter, StoreError>;
    /// Says how far an account was written to.
    fn put_letter(&self, username: &str, letter: &Letter) -> Result<(), StoreError>;
}
