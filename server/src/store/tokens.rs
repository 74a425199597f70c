//! Repository: tokens of scripts. Each is kept after its end; its name is never used again.

use jiff::Timestamp;
use shared::wire::Token;

use super::StoreError;
use crate::secret::TokenHash;

/// Tokens of scripts. When one was last used stands in the log.
pub trait Tokens {
    /// All tokens, by name.
    fn tokens(&self) -> Result<Vec<Token>, StoreError>;
    /// The token of this name.
    fn token_named(&self, name: &str) -> Result<Option<Token>, StoreError>;
    /// The token of this digest, and when it ends.
    fn token(&self, digest: &TokenHash) -> Result<Option<(Token, Timestamp)>, StoreError>;
    /// Makes a token.
    fn put_token(&self, token: &Token, digest: &TokenHash, expires: Timestamp) -> Result<(), StoreError>;
    /// Revokes a token that is in force.
    fn revoke_token(&self, name: &str, at: Timestamp) -> Result<(), StoreError>;
}
