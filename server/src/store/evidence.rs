//! Repository: the files that units gave. Nothing here is ever changed or deleted.

use shared::ballot::Digest;
use shared::wire::EvidenceFile;

use super::StoreError;

/// Files that units gave; their bytes lie beside the store.
pub trait Evidence {
    /// Notes a file; its position is given by the store. A unit gives the same bytes once.
    fn put_evidence(&self, campaign: &str, file: &EvidenceFile) -> Result<i64, StoreError>;
    /// The file of this digest that a unit gave.
    fn evidence_file(
        &self,
        campaign: &str,
        unit: &str,
        digest: &Digest,
    ) -> Result<Option<EvidenceFile>, StoreError>;
    /// The files of a unit, in commit order.
    fn evidence_of(&self, campaign: &str, unit: &str) -> Result<Vec<EvidenceFile>, StoreError>;
    /// The files of all units that came after this position, in commit order.
    fn evidence_since(&self, campaign: &str, after: i64) -> Result<Vec<EvidenceFile>, StoreError>;
}
