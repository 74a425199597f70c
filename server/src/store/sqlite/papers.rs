//! Ballots on paper in SQLite.

use jiff::Timestamp;
use rusqlite::{Row, params};
use shared::day::Day;
use shared::wire::{NewPaperBatch, PaperBack, PaperEntry, TakenBack};
use uuid::Uuid;

use super::transaction::Transaction;
use super::values::{from_json, from_ms, get, to_json, to_ms};
use crate::store::{BatchRow, KeyedRow, Papers, StoreError};

/// The columns of what was keyed, but for what it says.
const KEYED: &str = "SELECT position, id, batch, paper, decides, done, ballot, by, at FROM keyed";

impl Papers for Transaction<'_> {
    fn put_batch(&self, campaign: &str, it: &BatchRow) -> Result<i64, StoreError> {
        let position = self.next_position("batch", campaign)?;
        let sql = "INSERT INTO batch (campaign, position, form, version, place, issued, twice, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))";
        let NewPaperBatch { form, place, issued, twice } = &it.what;
        self.run(
            sql,
            params![campaign, position, form, it.version, place, issued, twice, it.by, to_ms(it.at)],
        )?;
        let sql = "INSERT INTO batch_lot (campaign, batch, lot, seal) VALUES (?1, ?2, ?3, seal(?1, ?2, ?3))";
        self.run(sql, params![campaign, position, it.lot])?;
        Ok(position)
    }

    fn put_back(&self, campaign: &str, batch: i64, it: &PaperBack) -> Result<(), StoreError> {
        let position = self.next_position("batch_back", campaign)?;
        let sql = "INSERT INTO batch_back (campaign, position, batch, returned, day, by, at, spoiled, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))";
        let (day, at) = (it.day.to_string(), to_ms(it.at));
        let values = params![campaign, position, batch, it.returned, day, it.by, at, it.spoiled];
        self.run(sql, values).map(drop)
    }

    fn days_back(&self, campaign: &str, batch: i64) -> Result<Vec<(Day, Timestamp)>, StoreError> {
        let sql = "SELECT day, at FROM batch_back WHERE campaign = ?1 AND batch = ?2 ORDER BY position";
        self.all(sql, params![campaign, batch], |row| Ok((day(get(row, 0)?)?, from_ms(get(row, 1)?)?)))
    }

    fn put_cancelled(&self, campaign: &str, batch: i64, it: &TakenBack) -> Result<(), StoreError> {
        let sql = "INSERT INTO batch_cancelled (campaign, batch, reason, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, seal(?1, ?2, ?3, ?4, ?5))";
        self.run(sql, params![campaign, batch, it.reason, it.by, to_ms(it.at)]).map(drop)
    }

    fn batches(&self, campaign: &str) -> Result<Vec<BatchRow>, StoreError> {
        let sql = "SELECT b.position, b.form, b.version, b.place, b.issued, b.twice, b.by, b.at,
                       r.returned, r.spoiled, r.day, r.by, r.at, c.reason, c.by, c.at, ifnull(l.lot, '')
                   FROM batch b
                   LEFT JOIN batch_back r ON r.campaign = b.campaign AND r.position =
                       (SELECT max(position) FROM batch_back WHERE campaign = b.campaign AND batch = b.position)
                   LEFT JOIN batch_cancelled c ON c.campaign = b.campaign AND c.batch = b.position
                   LEFT JOIN batch_lot l ON l.campaign = b.campaign AND l.batch = b.position
                   WHERE b.campaign = ?1 ORDER BY b.position";
        self.all(sql, [campaign], |row| {
            let what = NewPaperBatch {
                form: get(row, 1)?,
                place: get(row, 3)?,
                issued: get(row, 4)?,
                twice: get(row, 5)?,
            };
            let back = |returned| {
                let day = day(get(row, 10)?)?;
                let (spoiled, by, at) = (get(row, 9)?, get(row, 11)?, from_ms(get(row, 12)?)?);
                Ok::<_, StoreError>(PaperBack { returned, spoiled, day, by, at })
            };
            let cancelled = |reason| {
                let (by, at) = (get(row, 14)?, from_ms(get(row, 15)?)?);
                Ok::<_, StoreError>(TakenBack { reason, by, at })
            };
            Ok(BatchRow {
                position: get(row, 0)?,
                what,
                lot: get(row, 16)?,
                version: get(row, 2)?,
                back: get::<Option<u32>>(row, 8)?.map(back).transpose()?,
                cancelled: get::<Option<String>>(row, 13)?.map(cancelled).transpose()?,
                by: get(row, 6)?,
                at: from_ms(get(row, 7)?)?,
            })
        })
    }

    fn put_keyed(&self, campaign: &str, it: &KeyedRow, entry: &PaperEntry) -> Result<i64, StoreError> {
        let position = self.next_position("keyed", campaign)?;
        let sql = "INSERT INTO keyed
            (campaign, position, id, batch, paper, decides, entry, done, ballot, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
                seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";
        let (id, entry) = (it.id.as_bytes().as_slice(), to_json(entry));
        let (decides, done) = (i64::from(it.decides), i64::from(it.done));
        self.run(
            sql,
            params![
                campaign,
                position,
                id,
                it.batch,
                it.paper,
                decides,
                entry,
                done,
                it.ballot,
                it.by,
                to_ms(it.at)
            ],
        )?;
        Ok(position)
    }

    fn keyed(&self, campaign: &str, batch: i64) -> Result<Vec<KeyedRow>, StoreError> {
        let sql = format!("{KEYED} WHERE campaign = ?1 AND batch = ?2 ORDER BY position");
        self.all(&sql, params![campaign, batch], keyed)
    }

    fn keyed_as(&self, campaign: &str, id: Uuid) -> Result<Option<KeyedRow>, StoreError> {
        let sql = format!("{KEYED} WHERE campaign = ?1 AND id = ?2");
        self.first(&sql, params![campaign, id.as_bytes().as_slice()], keyed)
    }

    fn keyed_entry(&self, campaign: &str, position: i64) -> Result<Option<PaperEntry>, StoreError> {
        let sql = "SELECT entry FROM keyed WHERE campaign = ?1 AND position = ?2";
        let text: Option<String> = self.value(sql, params![campaign, position])?;
        text.map(|text| from_json("what was keyed of a paper", &text)).transpose()
    }
}

fn day(text: String) -> Result<Day, StoreError> {
    text.parse().map_err(|error| StoreError::unreadable("a day", error))
}

fn keyed(row: &Row<'_>) -> Result<KeyedRow, StoreError> {
    Ok(KeyedRow {
        position: get(row, 0)?,
        id: Uuid::from_bytes(get(row, 1)?),
        batch: get(row, 2)?,
        paper: get(row, 3)?,
        decides: get::<i64>(row, 4)? != 0,
        done: get::<i64>(row, 5)? != 0,
        ballot: get(row, 6)?,
        by: get(row, 7)?,
        at: from_ms(get(row, 8)?)?,
    })
}
