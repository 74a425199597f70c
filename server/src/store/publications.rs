//! Repository: what was published. Nothing here is ever changed or deleted.

use shared::wire::Publication;

use super::StoreError;

/// Versions that were published.
pub trait Publications {
    /// Keeps a version with what it shows, and gives its number.
    fn put_publication(&self, campaign: &str, it: &Publication, shown: &str) -> Result<i64, StoreError>;
    /// The versions of a campaign, the oldest first.
    fn publications(&self, campaign: &str) -> Result<Vec<Publication>, StoreError>;
    /// What a version shows.
    fn published(&self, campaign: &str, version: i64) -> Result<Option<String>, StoreError>;
}
