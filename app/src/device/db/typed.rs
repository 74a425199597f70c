//! What a unit's people typed, and the year of their unit.

use rusqlite::{OptionalExtension, params};
use shared::typed::{Key, Slip};
use shared::wire::LeafRecord;

use super::readable::readable;
use super::{Result, Store};
use crate::device::protocol::Listed;
use crate::device::protocol::typed::{Book, Opened};

impl Store {
    /// Keeps what was typed of a leaf, or throws it away where the server has it.
    pub fn keep_slip(&mut self, key: &Key, slip: Option<&Slip>) -> Result<()> {
        let username = self.username()?;
        let Key { campaign, unit, leaf } = key;
        match slip {
            Some(slip) => self.db.execute(
                "INSERT INTO slip (username, campaign, unit, leaf, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET body = excluded.body",
                params![username, campaign, unit, leaf, serde_json::to_string(slip)?],
            )?,
            None => self.db.execute(
                "DELETE FROM slip WHERE username = ?1 AND campaign = ?2 AND unit = ?3 AND leaf = ?4",
                params![username, campaign, unit, leaf],
            )?,
        };
        Ok(())
    }

    /// All that this person typed and the server does not have yet; nothing where nobody works.
    pub fn slips(&self) -> Result<Listed<(Key, Slip)>> {
        let Some(person) = self.person() else { return Ok(Listed { rows: Vec::new(), unreadable: 0 }) };
        let sql = "SELECT campaign, unit, leaf, body FROM slip WHERE username = ?1";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([&person.username], |row| {
            let key = Key { campaign: row.get(0)?, unit: row.get(1)?, leaf: row.get(2)? };
            Ok((key, row.get::<_, String>(3)?))
        })?;
        readable(rows.map(|row| {
            let (key, body) = row?;
            Ok((key, shared::json::from_str(&body)?))
        }))
    }

    /// Keeps the year of a unit as the server told it, asked when the kept one went so far. What was sent from here
    /// meanwhile is in the kept one and not in this: then it stays.
    pub fn keep_told(&mut self, book: &Book, over: (i64, usize)) -> Result<()> {
        let kept = self.book(&book.summary.id, &book.record.unit)?;
        if kept.is_some_and(|kept| kept.is_past(over)) {
            return Ok(());
        }
        self.keep_book(book)
    }

    /// Keeps the year of a unit.
    pub(super) fn keep_book(&mut self, book: &Book) -> Result<()> {
        let sql = "INSERT INTO book (username, campaign, unit, body) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO UPDATE SET body = excluded.body";
        let (campaign, unit) = (&book.summary.id, &book.record.unit);
        self.db.execute(sql, params![self.username()?, campaign, unit, serde_json::to_string(book)?])?;
        Ok(())
    }

    /// Takes into the kept year what was said of a leaf by now.
    pub fn keep_record(&mut self, key: &Key, record: &LeafRecord) -> Result<()> {
        let Some(mut book) = self.book(&key.campaign, &key.unit)? else { return Ok(()) };
        book.record.take_in(record.clone());
        self.keep_book(&book)
    }

    /// What is kept of a unit for this person.
    pub fn open_book(&self, campaign: &str, unit: &str) -> Result<Opened> {
        let Listed { rows, unreadable } = self.slips()?;
        let here = |(key, _): &(Key, Slip)| key.campaign == campaign && key.unit == unit;
        let slips = rows.into_iter().filter(here).collect();
        let (book, others) = (self.book(campaign, unit)?, self.typed_by_others(campaign, unit)?);
        Ok(Opened { book, slips, unreadable, parcels: Vec::new(), others })
    }

    /// How much others typed of a unit here that waits for them: it is sent when they sign in here again.
    fn typed_by_others(&self, campaign: &str, unit: &str) -> Result<Vec<(String, u32)>> {
        let sql = "SELECT username, count(*) FROM slip WHERE username <> ?1 AND campaign = ?2 AND unit = ?3
                   GROUP BY username ORDER BY username";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement
            .query_map(params![self.username()?, campaign, unit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(super) fn book(&self, campaign: &str, unit: &str) -> Result<Option<Book>> {
        let sql = "SELECT body FROM book WHERE username = ?1 AND campaign = ?2 AND unit = ?3";
        let body: Option<String> =
            self.db.query_row(sql, [self.username()?, campaign, unit], |row| row.get(0)).optional()?;
        // One that cannot be read is asked for anew.
        Ok(body.and_then(|body| shared::json::from_str(&body).ok()))
    }
}
