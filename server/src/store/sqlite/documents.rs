//! The papers of submissions, in SQLite.

use rusqlite::params;

use super::packages::kept;
use super::transaction::Transaction;
use super::values::{from_code, get, to_code};
use crate::store::{Document, Documents, StoreError};

impl Documents for Transaction<'_> {
    fn put_document(&self, campaign: &str, it: &Document) -> Result<(), StoreError> {
        let sql = "INSERT INTO document (campaign, position, unit, submission, kind, digest, bytes, seal)
            SELECT ?1, position, ?2, ?3, ?4, ?5, ?6, seal(?1, position, ?2, ?3, ?4, ?5, ?6)
            FROM (SELECT coalesce(max(position), 0) + 1 AS position FROM document WHERE campaign = ?1)";
        let bytes = i64::try_from(it.file.bytes).expect("a file is no exabyte");
        let (kind, digest) = (to_code(&it.kind), it.file.digest.as_bytes());
        self.run(sql, params![campaign, it.unit, it.submission, kind, digest, bytes]).map(drop)
    }

    fn documents(&self, campaign: &str, unit: &str) -> Result<Vec<Document>, StoreError> {
        let sql = "SELECT position, unit, submission, kind, digest, bytes FROM document
                   WHERE campaign = ?1 AND unit = ?2 ORDER BY position";
        self.all(sql, [campaign, unit], |row| {
            Ok(Document {
                position: get(row, 0)?,
                unit: get(row, 1)?,
                submission: get(row, 2)?,
                kind: from_code("the kind of a paper", get(row, 3)?)?,
                file: kept(row, 4)?,
            })
        })
    }
}
