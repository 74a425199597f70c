//! Repository: what is written to interviewers, and who of them was given it and read it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::StoreError;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// Its number; the store gives it.
    pub position: i64,
    /// What it says.
    pub text: String,
    /// The account that wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Whom a message is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The account.
    pub account: String,
    /// When a tablet of theirs was given it.
    pub received: Option<Timestamp>,
    /// When they read it, by the tablet's clock, set right by what it was off.
    pub read: Option<Timestamp>,
}

/// A message that somebody has not read, and whether a tablet of theirs was given it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The message.
    pub message: MessageRow,
    /// Whether a tablet was given it.
    pub received: bool,
}

/// Messages.
pub trait Messages {
    /// Keeps a message for these accounts and gives its number.
    fn put_message(&self, campaign: &str, it: &MessageRow, to: &BTreeSet<String>) -> Result<i64, StoreError>;
    /// So many of the messages of a campaign, the last first, each with whom it is for, by account.
    fn messages(&self, campaign: &str, most: usize) -> Result<Vec<(MessageRow, Vec<Addressee>)>, StoreError>;
    /// What somebody has not read, the first first.
    fn unread(&self, campaign: &str, account: &str) -> Result<Vec<Unread>, StoreError>;
    /// So many of what somebody read, the last first.
    fn read_last(&self, campaign: &str, account: &str, most: usize) -> Result<Vec<MessageRow>, StoreError>;
    /// Notes that a tablet was given all that somebody has not read; what was noted earlier stays.
    fn note_received(&self, campaign: &str, account: &str, at: Timestamp) -> Result<(), StoreError>;
    /// Notes that somebody read a message of theirs; what was noted earlier stays.
    fn note_read(
        &self,
        campaign: &str,
        message: i64,
        account: &str,
        read: Timestamp,
    ) -> Result<(), StoreError>;
}
