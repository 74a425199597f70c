//! Runs in SQLite.

use rusqlite::params;
use shared::ballot::Digest;

use super::transaction::Transaction;
use super::values::{from_ms, get, to_ms};
use crate::store::{Maker, Position, Reach, RunRow, Runs, StoreError};

impl Runs for Transaction<'_> {
    fn put_run(&self, campaign: &str, it: &RunRow, text: &str) -> Result<i64, StoreError> {
        let next = "SELECT coalesce(max(position), 0) + 1 FROM run WHERE campaign = ?1";
        let position: i64 = self.value(next, [campaign])?.unwrap_or(1);
        let sql = "INSERT INTO run (campaign, position, digest, generation, ballots, reviews, said, previous, body, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";
        let Reach { generation, ground, said, previous } = it.reach;
        let previous = previous.map(|digest| *digest.as_bytes());
        self.run(
            sql,
            params![
                campaign,
                position,
                it.digest.as_bytes(),
                generation,
                ground.ballots,
                ground.reviews,
                said,
                previous,
                text,
                it.by,
                to_ms(it.at)
            ],
        )?;
        Ok(position)
    }

    fn runs(&self, campaign: &str) -> Result<Vec<RunRow>, StoreError> {
        let sql = "SELECT position, digest, generation, ballots, reviews, said, previous, by, at FROM run
                   WHERE campaign = ?1 ORDER BY position";
        self.all(sql, [campaign], |row| {
            Ok(RunRow {
                position: get(row, 0)?,
                digest: Digest::from_bytes(get(row, 1)?),
                reach: Reach {
                    generation: get(row, 2)?,
                    ground: Position { ballots: get(row, 3)?, reviews: get(row, 4)? },
                    said: get(row, 5)?,
                    previous: get::<Option<[u8; 32]>>(row, 6)?.map(Digest::from_bytes),
                },
                by: get(row, 7)?,
                at: from_ms(get(row, 8)?)?,
            })
        })
    }

    fn run_maker(&self, campaign: &str, position: i64) -> Result<Option<Maker>, StoreError> {
        let sql = "SELECT body ->> 'rule', body ->> 'program' FROM run WHERE campaign = ?1 AND position = ?2";
        let mut all = self.all(sql, params![campaign, position], |row| {
            Ok(Maker { rule: get(row, 0)?, program: get(row, 1)? })
        })?;
        Ok(all.pop())
    }

    fn run_text(&self, campaign: &str, position: i64) -> Result<Option<String>, StoreError> {
        self.value("SELECT body FROM run WHERE campaign = ?1 AND position = ?2", params![campaign, position])
    }
}
