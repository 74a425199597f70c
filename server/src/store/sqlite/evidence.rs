//! The files that units gave, in SQLite.

use rusqlite::{Row, params};
use shared::ballot::Digest;
use shared::wire::EvidenceFile;

use super::transaction::Transaction;
use super::values::{from_code, from_ms, get, to_code, to_ms};
use crate::store::{Evidence, StoreError};

const COLUMNS: &str = "position, unit, digest, bytes, name, kind, condition, by, at";

fn read(row: &Row<'_>) -> Result<EvidenceFile, StoreError> {
    Ok(EvidenceFile {
        position: get(row, 0)?,
        unit: get(row, 1)?,
        digest: Digest::from_bytes(get(row, 2)?),
        bytes: get::<i64>(row, 3)?.unsigned_abs(),
        name: get(row, 4)?,
        kind: from_code("the kind of a file", get(row, 5)?)?,
        condition: from_code("how a file looks", get(row, 6)?)?,
        by: get(row, 7)?,
        at: from_ms(get(row, 8)?)?,
    })
}

impl Evidence for Transaction<'_> {
    fn put_evidence(&self, campaign: &str, it: &EvidenceFile) -> Result<i64, StoreError> {
        let next = "SELECT coalesce(max(position), 0) + 1 FROM evidence WHERE campaign = ?1";
        let position: i64 = self.value(next, [campaign])?.unwrap_or(1);
        let sql = "INSERT INTO evidence (campaign, position, unit, digest, bytes, name, kind, condition, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))";
        let bytes = i64::try_from(it.bytes).expect("a file is no exabyte");
        let (digest, kind, condition) = (it.digest.as_bytes(), to_code(&it.kind), to_code(&it.condition));
        let at = to_ms(it.at);
        self.run(
            sql,
            params![campaign, position, it.unit, digest, bytes, it.name, kind, condition, it.by, at],
        )?;
        Ok(position)
    }

    fn evidence_file(
        &self,
        campaign: &str,
        unit: &str,
        digest: &Digest,
    ) -> Result<Option<EvidenceFile>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM evidence WHERE campaign = ?1 AND unit = ?2 AND digest = ?3");
        self.first(&sql, params![campaign, unit, digest.as_bytes()], read)
    }

    fn evidence_of(&self, campaign: &str, unit: &str) -> Result<Vec<EvidenceFile>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM evidence WHERE campaign = ?1 AND unit = ?2 ORDER BY position");
        self.all(&sql, [campaign, unit], read)
    }

    fn evidence_since(&self, campaign: &str, after: i64) -> Result<Vec<EvidenceFile>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM evidence WHERE campaign = ?1 AND position > ?2 ORDER BY position");
        self.all(&sql, params![campaign, after], read)
    }
}
