//! Packages in SQLite, and the files that the store names.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use shared::ballot::Digest;

use super::transaction::Transaction;
use super::values::{from_ms, get, to_ms};
use crate::files::Kept;
use crate::store::{PackageHead, Packages, StoreError};

/// A file that a row names, from this column on.
pub(super) fn kept(row: &Row<'_>, at: usize) -> Result<Kept, StoreError> {
    let bytes: i64 = get(row, at + 1)?;
    Ok(Kept { digest: Digest::from_bytes(get(row, at)?), bytes: bytes.unsigned_abs() })
}

impl Packages for Transaction<'_> {
    fn put_package(&self, campaign: &str, file: &Kept, at: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO package (campaign, generation, digest, bytes, at, seal)
                   SELECT ?1, generation, ?2, ?3, ?4, seal(?1, generation, ?2, ?3, ?4) FROM campaign WHERE id = ?1";
        let bytes = i64::try_from(file.bytes).expect("a package is no exabyte");
        self.run(sql, params![campaign, file.digest.as_bytes(), bytes, to_ms(at)]).map(drop)
    }

    fn packages(&self, campaign: &str) -> Result<Vec<PackageHead>, StoreError> {
        let sql = "SELECT generation, at, digest, bytes FROM package WHERE campaign = ?1 ORDER BY generation";
        self.all(sql, [campaign], |row| {
            Ok(PackageHead { generation: get(row, 0)?, at: from_ms(get(row, 1)?)?, file: kept(row, 2)? })
        })
    }
}

/// The files that a store names: they belong to it as its rows do. A store of before files names none.
pub fn files(connection: &Connection) -> Result<Vec<Kept>, StoreError> {
    let mut naming = Vec::new();
    for table in ["package", "evidence", "document"] {
        if connection.table_exists(None, table)? {
            naming.push(format!("SELECT digest, bytes FROM {table}"));
        }
    }
    if naming.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = connection.prepare(&format!("{} ORDER BY digest", naming.join(" UNION ")))?;
    let mut rows = found.query([])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        files.push(kept(row, 0)?);
    }
    Ok(files)
}
