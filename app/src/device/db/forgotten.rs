//! Ballots that the server holds and this tablet does not any more: that they were handed in stays known.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use shared::ballot::Digest;
use shared::sync::State;
use uuid::Uuid;

use super::names::{self, Asked, written};
use super::{Result, Store};
use crate::device::protocol::{OutboxItem, OutboxState};

/// What came of being asked to delete a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// It is deleted.
    Yes,
    /// It stays: no receipt proves that the server of the epoch of now holds it.
    NotHeld,
    /// There is no such ballot.
    Missing,
}

impl Store {
    /// Deletes a ballot that the server of the epoch of now has proved to hold, and no other.
    pub fn forget(&mut self, id: Uuid, digest: Digest) -> Result<Deleted> {
        let epoch = self.epoch()?;
        let (key, sql) = (id.to_string(), "SELECT 1 FROM outbox WHERE id = ?1 AND digest = ?2");
        let there = self.db.query_row(sql, [&key, &digest.to_string()], |_| Ok(())).optional()?;
        if there.is_none() {
            return Ok(Deleted::Missing);
        }
        let row = self.row(&key)?;
        let State::Acked(ack) = &row.entry.state else { return Ok(Deleted::NotHeld) };
        if !row.entry.is_held(epoch) {
            return Ok(Deleted::NotHeld);
        }
        // Deleted first: on a full disk that makes the room.
        let transaction = self.db.transaction()?;
        transaction.execute("DELETE FROM outbox WHERE id = ?1", [&key])?;
        if row.reason.is_some() || row.place.is_empty() {
            transaction.commit()?;
            self.forget_row(id);
            return Ok(Deleted::Yes);
        }
        transaction.execute(
            "INSERT OR REPLACE INTO forgotten (id, campaign, form, place, username, finished_ms, received_ms, names)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                key,
                row.entry.campaign,
                row.form,
                row.place,
                row.interviewer,
                row.finished.as_millisecond(),
                ack.received.as_millisecond(),
                written(row.names.as_ref())?
            ],
        )?;
        transaction.commit()?;
        self.forget_row(id);
        Ok(Deleted::Yes)
    }

    /// A finished ballot that this tablet holds or held.
    pub(super) fn sealed(&self, id: Uuid) -> Result<Option<OutboxItem>> {
        let held = self.held()?.rows.into_iter().find(|item| item.id == id);
        if held.is_some() {
            return Ok(held);
        }
        let sql = "SELECT campaign, form, place, username, finished_ms, received_ms, names
                   FROM forgotten WHERE id = ?1";
        let found = self.db.query_row(sql, [id.to_string()], |row| {
            let moment = |column| {
                let wrong = || {
                    rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Integer)
                };
                Timestamp::from_millisecond(row.get(column)?).map_err(|_| wrong())
            };
            Ok(OutboxItem {
                id,
                campaign: row.get(0)?,
                form: row.get(1)?,
                place: row.get(2)?,
                names: names::kept(row, 6),
                interviewer: row.get(3)?,
                finished: moment(4)?,
                state: OutboxState::Received { at: moment(5)? },
                held: false,
                attempts: 0,
                next_attempt: None,
                returned: None,
                reason: None,
            })
        });
        let Some(mut item) = found.optional()? else { return Ok(None) };
        if item.names.is_none() {
            item.names = self.names(&mut Asked::new(), &item.campaign, &item.place)?;
        }
        Ok(Some(item))
    }
}
