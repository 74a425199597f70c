//! What was published, in SQLite.

use rusqlite::params;
use shared::ballot::Digest;
use shared::wire::Publication;

use super::transaction::Transaction;
use super::values::{from_code, from_ms, get, to_ms};
use crate::store::{Publications, StoreError};

impl Publications for Transaction<'_> {
    fn put_publication(&self, campaign: &str, it: &Publication, shown: &str) -> Result<i64, StoreError> {
        let next = "SELECT coalesce(max(position), 0) + 1 FROM publication WHERE campaign = ?1";
        let position: i64 = self.value(next, [campaign])?.unwrap_or(1);
        let sql = "INSERT INTO publication (campaign, position, run, digest, decision, day, reason, shown, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))";
        let (digest, day, at) = (it.digest.as_bytes(), it.day.to_string(), to_ms(it.at));
        self.run(
            sql,
            params![campaign, position, it.run, digest, it.decision, day, it.reason, shown, it.by, at],
        )?;
        Ok(position)
    }

    fn publications(&self, campaign: &str) -> Result<Vec<Publication>, StoreError> {
        let sql = "SELECT position, run, digest, decision, day, reason, by, at FROM publication
                   WHERE campaign = ?1 ORDER BY position";
        self.all(sql, [campaign], |row| {
            Ok(Publication {
                version: get(row, 0)?,
                run: get(row, 1)?,
                digest: Digest::from_bytes(get(row, 2)?),
                decision: get(row, 3)?,
                day: from_code("a day", get(row, 4)?)?,
                reason: get(row, 5)?,
                by: get(row, 6)?,
                at: from_ms(get(row, 7)?)?,
            })
        })
    }

    fn published(&self, campaign: &str, version: i64) -> Result<Option<String>, StoreError> {
        let sql = "SELECT shown FROM publication WHERE campaign = ?1 AND position = ?2";
        self.value(sql, params![campaign, version])
    }
}
