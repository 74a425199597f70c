//! Repository: packages as they were received. Nothing here is ever changed or deleted.

use jiff::Timestamp;

use super::StoreError;
use crate::files::Kept;

/// A package that was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageHead {
    /// The campaign's generation that it made.
    pub generation: i64,
    /// Its file: a .zip of the workbooks.
    pub file: Kept,
    /// When it was imported.
    pub at: Timestamp,
}

/// Packages.
pub trait Packages {
    /// Notes the package of which the campaign's present generation was made.
    fn put_package(&self, campaign: &str, file: &Kept, at: Timestamp) -> Result<(), StoreError>;
    /// The packages of a campaign, the oldest first. Imports of before they were kept have none.
    fn packages(&self, campaign: &str) -> Result<Vec<PackageHead>, StoreError>;
}
