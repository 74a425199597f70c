//! Objections in SQLite.

use rusqlite::params;
use shared::wire::{Objection, Reply};

use super::transaction::Transaction;
use super::values::{from_ms, get, to_ms};
use crate::store::{Objections, StoreError};

impl Transaction<'_> {
    /// The position of the next row of a table that counts within each campaign.
    pub(super) fn next_position(&self, table: &str, campaign: &str) -> Result<i64, StoreError> {
        let next = format!("SELECT coalesce(max(position), 0) + 1 FROM {table} WHERE campaign = ?1");
        Ok(self.value(&next, [campaign])?.unwrap_or(1))
    }
}

impl Objections for Transaction<'_> {
    fn put_objection(&self, campaign: &str, it: &Objection) -> Result<i64, StoreError> {
        let position = self.next_position("objection", campaign)?;
        let sql =
            "INSERT INTO objection (campaign, position, version, unit, leaf, reason, evidence, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))";
        let evidence = serde_json::to_string(&it.evidence).expect("digests are plain data");
        let at = to_ms(it.at);
        self.run(
            sql,
            params![campaign, position, it.version, it.unit, it.leaf, it.reason, evidence, it.by, at],
        )?;
        Ok(position)
    }

    fn put_reply(&self, campaign: &str, objection: i64, it: &Reply) -> Result<(), StoreError> {
        let position = self.next_position("reply", campaign)?;
        let sql = "INSERT INTO reply (campaign, position, objection, granted, reason, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7))";
        let values =
            params![campaign, position, objection, i64::from(it.granted), it.reason, it.by, to_ms(it.at)];
        self.run(sql, values).map(drop)
    }

    fn put_redress(&self, campaign: &str, objection: i64, version: i64) -> Result<(), StoreError> {
        let position = self.next_position("redress", campaign)?;
        let sql = "INSERT INTO redress (campaign, position, objection, version, seal)
            VALUES (?1, ?2, ?3, ?4, seal(?1, ?2, ?3, ?4))";
        self.run(sql, params![campaign, position, objection, version]).map(drop)
    }

    fn objections(&self, campaign: &str) -> Result<Vec<Objection>, StoreError> {
        let sql = "SELECT o.position, o.version, o.unit, o.leaf, o.reason, o.evidence, o.by, o.at,
                          r.granted, r.reason, r.by, r.at, m.version
                   FROM objection o
                   LEFT JOIN reply r ON r.campaign = o.campaign AND r.objection = o.position
                   LEFT JOIN redress m ON m.campaign = o.campaign AND m.objection = o.position
                   WHERE o.campaign = ?1 ORDER BY o.position";
        self.all(sql, [campaign], |row| {
            let evidence: String = get(row, 5)?;
            let evidence = serde_json::from_str(&evidence);
            let granted: Option<i64> = get(row, 8)?;
            let reply = |granted| {
                Ok::<_, StoreError>(Reply {
                    granted: granted != 0,
                    reason: get(row, 9)?,
                    by: get(row, 10)?,
                    at: from_ms(get(row, 11)?)?,
                })
            };
            Ok(Objection {
                position: get(row, 0)?,
                version: get(row, 1)?,
                unit: get(row, 2)?,
                leaf: get(row, 3)?,
                reason: get(row, 4)?,
                evidence: evidence.map_err(|error| StoreError::unreadable("an objection", error))?,
                by: get(row, 6)?,
                at: from_ms(get(row, 7)?)?,
                reply: granted.map(reply).transpose()?,
                met: get(row, 12)?,
            })
        })
    }
}
