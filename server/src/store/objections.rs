//! Repository: what units object to in what was published. Nothing here is ever changed or deleted.

use shared::wire::{Objection, Reply};

use super::StoreError;

/// Objections, their answers, and the versions that correct them.
pub trait Objections {
    /// Keeps an objection and gives its position; its answer and correction are kept apart.
    fn put_objection(&self, campaign: &str, it: &Objection) -> Result<i64, StoreError>;
    /// Keeps the answer; there is one.
    fn put_reply(&self, campaign: &str, objection: i64, it: &Reply) -> Result<(), StoreError>;
    /// Keeps which version corrects it; there is one.
    fn put_redress(&self, campaign: &str, objection: i64, version: i64) -> Result<(), StoreError>;
    /// All of a campaign with what followed, in commit order.
    fn objections(&self, campaign: &str) -> Result<Vec<Objection>, StoreError>;
}
