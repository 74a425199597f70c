//! Finished ballots on their way: bytes that never change, and what the sync knows about each.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use shared::ballot::Digest;
use shared::sync::{Entry, State, SyncState};
use uuid::Uuid;

use super::{Result, Store, StoreError};
use crate::store::protocol::{OutboxItem, OutboxState};

impl Store {
    /// All rows for the sync.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        let mut statement = self.db.prepare_cached("SELECT entry FROM outbox ORDER BY id")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|row| Ok(serde_json::from_str(&row?)?)).collect()
    }

    /// Writes what the sync knows now, for exactly this ballot.
    pub fn keep_entry(&mut self, entry: &Entry) -> Result<()> {
        let touched =
            self.db.prepare_cached("UPDATE outbox SET entry = ?3 WHERE id = ?1 AND digest = ?2")?.execute(
                params![entry.id.to_string(), entry.digest.to_string(), serde_json::to_string(entry)?],
            )?;
        if touched == 1 { Ok(()) } else { Err(StoreError::Value("outbox")) }
    }

    /// The bytes to send.
    pub fn bytes(&self, id: Uuid) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT bytes FROM outbox WHERE id = ?1";
        Ok(self.db.query_row(sql, [id.to_string()], |row| row.get(0)).optional()?)
    }

    /// Deletes a ballot that the server has proved to hold, and no other.
    pub fn forget(&mut self, id: Uuid, digest: Digest) -> Result<()> {
        let transaction = self.db.transaction()?;
        let sql = "SELECT entry FROM outbox WHERE id = ?1 AND digest = ?2";
        let kept: Option<String> =
            transaction.query_row(sql, [id.to_string(), digest.to_string()], |row| row.get(0)).optional()?;
        let Some(kept) = kept else { return Ok(()) };
        let entry: Entry = serde_json::from_str(&kept)?;
        if !matches!(&entry.state, State::Acked { receipt, .. } if entry.is_proved_by(receipt)) {
            return Err(StoreError::Value("receipt"));
        }
        transaction.execute("DELETE FROM outbox WHERE id = ?1", [id.to_string()])?;
        transaction.commit()?;
        Ok(())
    }

    /// Every finished ballot that this tablet still holds, newest first.
    pub(super) fn outbox(&self) -> Result<Vec<OutboxItem>> {
        let mut statement = self.db.prepare_cached(
            "SELECT entry, form, place, username, finished_ms FROM outbox ORDER BY finished_ms DESC, id DESC",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get::<_, i64>(4)?))
        })?;
        rows.map(|row| {
            let (entry, form, place, interviewer, finished_ms) = row?;
            let entry: Entry = serde_json::from_str(&entry)?;
            let waits = matches!(entry.state, State::Waiting) && entry.not_before_ms > 0;
            Ok(OutboxItem {
                id: entry.id,
                campaign: entry.campaign,
                form,
                place,
                interviewer,
                finished: moment(finished_ms)?,
                attempts: entry.attempts,
                next_attempt: waits.then(|| moment(entry.not_before_ms.cast_signed())).transpose()?,
                state: match entry.state {
                    State::Waiting => OutboxState::Waiting,
                    State::Parked { problem } => OutboxState::Parked { problem },
                    State::Acked { receipt, .. } => OutboxState::Received { at: receipt.received },
                },
            })
        })
        .collect()
    }

    /// The counts before the sync has said anything.
    pub(super) fn counted(&self) -> Result<SyncState> {
        let mut state = SyncState::default();
        for entry in self.entries()? {
            match entry.state {
                State::Waiting => state.unsent += 1,
                State::Parked { .. } => state.parked += 1,
                State::Acked { at_ms, .. } => state.last_ok_ms = state.last_ok_ms.max(Some(at_ms)),
            }
        }
        Ok(state)
    }
}

fn moment(ms: i64) -> Result<Timestamp> {
    Timestamp::from_millisecond(ms).map_err(|_| StoreError::Value("time"))
}
