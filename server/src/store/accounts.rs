//! Repository: accounts, their sessions and roles.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::wire::{Grant, Role};

use super::StoreError;
use crate::secret::TokenHash;

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account's name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// Where mail reaches them; empty where none is sent.
    pub email: String,
    /// The argon2 hash.
    pub password: String,
    /// May not sign in.
    pub disabled: bool,
}

/// A sign-in. It is kept after its end: what arrives by it is still known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token.
    pub token: TokenHash,
    /// Whose.
    pub username: String,
    /// When it began.
    pub made: Timestamp,
    /// When it ends if it is not used.
    pub expires: Timestamp,
    /// When it was ended by a person.
    pub revoked: Option<Timestamp>,
}

/// Accounts, sessions and roles.
pub trait Accounts {
    /// All accounts, by name.
    fn accounts(&self) -> Result<Vec<Account>, StoreError>;
    /// The account of that name.
    fn account(&self, username: &str) -> Result<Option<Account>, StoreError>;
    /// The hash of each account's password.
    fn password_hashes(&self) -> Result<Vec<String>, StoreError>;
    /// Makes the account, or changes all of it but its name.
    fn put_account(&self, account: &Account) -> Result<(), StoreError>;
    /// The session of that token, with its account.
    fn session(&self, token: &TokenHash) -> Result<Option<(Session, Account)>, StoreError>;
    /// Begins a session.
    fn put_session(&self, session: &Session) -> Result<(), StoreError>;
    /// Moves the end of a session.
    fn extend_session(&self, token: &TokenHash, expires: Timestamp) -> Result<(), StoreError>;
    /// Ends one session.
    fn revoke_session(&self, token: &TokenHash, at: Timestamp) -> Result<(), StoreError>;
    /// Ends all sessions of an account, but for the one to keep.
    fn revoke_sessions(
        &self,
        username: &str,
        keep: Option<&TokenHash>,
        at: Timestamp,
    ) -> Result<(), StoreError>;
    /// All that an account holds, in order.
    fn grants(&self, username: &str) -> Result<Vec<Grant>, StoreError>;
    /// The roles of an account, each once for a campaign, places left out: however many places there are.
    fn roles(&self, username: &str) -> Result<Vec<Grant>, StoreError>;
    /// Whether an account that may sign in holds the role for every campaign.
    fn has_holder(&self, role: Role) -> Result<bool, StoreError>;
    /// Gives a role; false where it was held already.
    fn give(&self, username: &str, grant: &Grant) -> Result<bool, StoreError>;
    /// Takes a role; false where it was not held.
    fn take(&self, username: &str, grant: &Grant) -> Result<bool, StoreError>;
    /// The places at which an account interviews in one campaign.
    fn assigned(&self, username: &str, campaign: &str) -> Result<Vec<String>, StoreError>;
    /// All places at which people hold a role in one campaign, by account.
    fn holders(&self, role: Role, campaign: &str) -> Result<BTreeMap<String, Vec<String>>, StoreError>;
    /// The same of those who interview.
    fn assignees(&self, campaign: &str) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
        self.holders(Role::Interviewer, campaign)
    }
}
