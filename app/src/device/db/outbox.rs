//! Finished ballots on their way: bytes that never change, and what the sync knows about each.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use shared::ballot::{Digest, NoAnswer};
use shared::sync::{Ack, Entry, State, SyncState};
use shared::wire::Held;
use uuid::Uuid;

use super::names::{self, Asked};
use super::readable::readable;
use super::{Result, Store, StoreError, kept};
use crate::device::protocol::{Listed, Names, Outbox, OutboxItem, OutboxState};

/// What a device holds of its person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOfPerson {
    /// Finished ballots that cannot be read, of whatever campaign.
    pub unreadable: u32,
    /// What can be read, by campaign.
    pub of: Vec<Held>,
}

/// A row, without its bytes.
#[derive(Clone)]
pub(super) struct Row {
    /// What the sync knows about it.
    pub(super) entry: Entry,
    /// The form.
    pub(super) form: String,
    /// Where.
    pub(super) place: String,
    /// Who asked.
    pub(super) interviewer: Option<String>,
    /// When it was finished.
    pub(super) finished: Timestamp,
    /// What place and campaign are called, if that was kept.
    pub(super) names: Option<Names>,
    /// Why it is no ballot, where it is none.
    pub(super) reason: Option<NoAnswer>,
}

impl Store {
    /// All rows for the sync, and how many more cannot be read.
    pub fn entries(&self) -> Result<(Vec<Entry>, u32)> {
        let Listed { rows, unreadable } = self.finished()?;
        Ok((rows.iter().map(|row| row.entry.clone()).collect(), unreadable))
    }

    pub(super) fn finished(&self) -> Result<Listed<Rc<Row>>> {
        let mut statement = self.db.prepare_cached("SELECT id FROM outbox ORDER BY id")?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
        readable(ids.map(|id| self.row(&id?)))
    }

    /// A row: read once, until [`Self::keep_entry`] or [`Self::forget`] changes it.
    pub(super) fn row(&self, id: &str) -> Result<Rc<Row>> {
        if let Some(known) = self.remembered.finished.borrow().get(id) {
            return Ok(Rc::clone(known));
        }
        let row = Rc::new(self.read_row(id)?);
        self.remembered.finished.borrow_mut().insert(id.to_owned(), Rc::clone(&row));
        Ok(row)
    }

    /// One row. What the sync knew may be lost: then the ballot is sent as if it had never been, which costs nothing,
    /// as the server takes a ballot once however often it comes.
    fn read_row(&self, id: &str) -> Result<Row> {
        let sql =
            "SELECT id, digest, campaign, form, place, username, finished_ms, length(bytes), entry, names, reason
                   FROM outbox WHERE id = ?1";
        let mut statement = self.db.prepare_cached(sql)?;
        Ok(statement.query_row([id], |row| {
            let id: String = row.get(0)?;
            let digest: String = row.get(1)?;
            let finished_ms = row.get(6)?;
            let known = row.get::<_, String>(8).ok().and_then(|text| kept::read(&text).ok());
            let wrong = |column| {
                rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Text)
            };
            let fresh = Entry {
                id: id.parse().map_err(|_| wrong(0))?,
                digest: digest.parse().map_err(|_| wrong(1))?,
                campaign: row.get(2)?,
                size_bytes: row.get(7)?,
                state: State::Waiting,
                attempts: 0,
                not_before_ms: 0,
                asked: false,
            };
            let same = |known: &Entry| (known.id, known.digest) == (fresh.id, fresh.digest);
            Ok(Row {
                entry: known.filter(same).unwrap_or(fresh),
                form: row.get(3)?,
                place: row.get(4)?,
                interviewer: row.get(5)?,
                finished: Timestamp::from_millisecond(finished_ms).map_err(|_| wrong(6))?,
                names: names::kept(row, 9),
                reason: row.get::<_, Option<String>>(10)?.and_then(|code| NoAnswer::of(&code)),
            })
        })?)
    }

    /// Writes what the sync knows now, for exactly this ballot; whether there is such a row. What tells who somebody is leaves the tablet
    /// once the server has it; of what the server let go of a row without a word of it says so for a time.
    pub fn keep_entry(&mut self, entry: &Entry) -> Result<bool> {
        if let State::Acked(ack) = &entry.state {
            let key = [entry.id.to_string(), entry.digest.to_string()];
            let gone = if ack.let_go {
                let nothing = Digest::of(&[]);
                let ack = Ack { digest: nothing, ..ack.clone() };
                let emptied = Entry { digest: nothing, state: State::Acked(ack), ..entry.clone() };
                let sql = "UPDATE outbox SET bytes = x'', digest = ?3, entry = ?4
                           WHERE id = ?1 AND digest = ?2 AND place = ''";
                let [id, digest] = key;
                self.db.execute(sql, params![id, digest, nothing.to_string(), kept::write(&emptied)?])?
            } else {
                self.db.execute("DELETE FROM outbox WHERE id = ?1 AND digest = ?2 AND place = ''", key)?
            };
            if gone == 1 {
                self.forget_row(entry.id);
                return Ok(true);
            }
        }
        let touched =
            self.db
                .prepare_cached("UPDATE outbox SET entry = ?3 WHERE id = ?1 AND digest = ?2")?
                .execute(params![entry.id.to_string(), entry.digest.to_string(), kept::write(entry)?])?;
        self.forget_row(entry.id);
        Ok(touched == 1)
    }

    /// The epoch of the store that last answered.
    pub fn epoch(&self) -> Result<Option<Uuid>> {
        let kept: Option<String> = self.db.query_row("SELECT epoch FROM device", [], |row| row.get(0))?;
        Ok(kept.and_then(|epoch| epoch.parse().ok()))
    }

    /// Keeps it: with this every ack of another epoch is worth nothing.
    pub fn keep_epoch(&mut self, epoch: Uuid) -> Result<()> {
        self.db.execute("UPDATE device SET epoch = ?1", [epoch.to_string()])?;
        Ok(())
    }

    /// The bytes to send, as they were sealed. Others are a damaged row.
    pub fn bytes(&self, id: Uuid) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT bytes, digest FROM outbox WHERE id = ?1";
        let found: Option<(Vec<u8>, String)> =
            self.db.query_row(sql, [id.to_string()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((bytes, digest)) = found else { return Ok(None) };
        if digest != Digest::of(&bytes).to_string() {
            return Err(StoreError::Value("bytes"));
        }
        Ok(Some(bytes))
    }

    /// So many of the finished ballots that this tablet still holds, those that need a person first.
    pub(super) fn outbox(&self, most: usize) -> Result<Outbox> {
        let Listed { mut rows, unreadable } = self.held()?;
        let more = rows.len().saturating_sub(most);
        in_order(&mut rows);
        rows.truncate(most);
        Ok(Outbox { rows, more, unreadable })
    }

    /// Every finished ballot that this tablet still holds, and how many more cannot be read.
    pub(super) fn held(&self) -> Result<Listed<OutboxItem>> {
        let (epoch, under_way, mut asked) = (self.epoch()?, &self.sync.under_way, Asked::new());
        let Listed { rows, unreadable } = self.finished()?;
        let mut rows: Vec<OutboxItem> = rows.iter().map(|row| item(row, epoch, under_way)).collect();
        for item in rows.iter_mut().filter(|item| item.names.is_none()) {
            item.names = self.names(&mut asked, &item.campaign, &item.place)?;
        }
        for returned in self.returned()? {
            if let Some(item) = rows.iter_mut().find(|item| item.id == returned.id) {
                item.returned = Some(returned.reason);
            }
        }
        Ok(Listed { rows, unreadable })
    }

    /// What this device holds of its person: of each campaign how much is finished and not received, and how many interviews are not
    /// finished.
    pub fn held_of_person(&self) -> Result<HeldOfPerson> {
        let (username, epoch) = (self.username()?, self.epoch()?);
        let Listed { rows, unreadable } = self.finished()?;
        let own = |row: &&Rc<Row>| row.interviewer.as_deref() == Some(username) && !row.entry.is_held(epoch);
        let mut of = BTreeMap::<String, (u32, u32)>::new();
        for row in rows.iter().filter(own) {
            of.entry(row.entry.campaign.clone()).or_default().0 += 1;
        }
        let sql = "SELECT campaign, count(*) FROM draft WHERE username = ?1 AND discarded_ms IS NULL GROUP BY campaign";
        let mut statement = self.db.prepare_cached(sql)?;
        let begun = statement.query_map([username], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for begun in begun {
            let (campaign, drafts) = begun?;
            of.entry(campaign).or_default().1 = drafts;
        }
        let held = |(campaign, (unsent, drafts))| Held { campaign, unsent, drafts };
        Ok(HeldOfPerson { unreadable, of: of.into_iter().map(held).collect() })
    }

    /// The counts before the sync has said anything.
    pub(super) fn counted(&self) -> Result<SyncState> {
        let (entries, unreadable) = self.entries()?;
        let epoch = self.epoch()?;
        let mut state = SyncState { parked: unreadable, apart: self.apart()?, ..SyncState::default() };
        for entry in entries {
            state.last_ok_ms = state.last_ok_ms.max(entry.acked_at());
            match entry.state {
                State::Parked { .. } => state.parked += 1,
                _ => state.unsent += u32::from(!entry.is_held(epoch)),
            }
        }
        Ok(state)
    }

    /// How much waits here that tells who somebody is.
    pub fn apart(&self) -> Result<u32> {
        Ok(self.db.query_row("SELECT count(*) FROM outbox WHERE place = '' AND bytes <> x''", [], |row| {
            row.get(0)
        })?)
    }
}

/// Those that need a person first, then those on their way, received ones last; each newest first.
fn in_order(items: &mut [OutboxItem]) {
    let rank = |state: &OutboxState| match state {
        OutboxState::Parked { .. } => 0,
        OutboxState::Sending => 1,
        OutboxState::Waiting => 2,
        OutboxState::Received { .. } => 3,
    };
    items.sort_by_key(|item| (rank(&item.state), Reverse((item.finished, item.id))));
}

fn item(row: &Row, epoch: Option<Uuid>, under_way: &[Uuid]) -> OutboxItem {
    let Row { entry, form, place, interviewer, finished, names, reason } = row.clone();
    let held = entry.is_held(epoch);
    let waits = entry.state == State::Waiting && entry.not_before_ms > 0;
    let next = waits.then(|| Timestamp::from_millisecond(entry.not_before_ms.cast_signed()).ok()).flatten();
    OutboxItem {
        id: entry.id,
        campaign: entry.campaign,
        form,
        place,
        names,
        interviewer,
        finished,
        held: true,
        attempts: entry.attempts,
        next_attempt: next,
        returned: None,
        reason,
        state: match entry.state {
            State::Acked(ack) if held => OutboxState::Received { at: ack.received },
            _ if under_way.contains(&entry.id) => OutboxState::Sending,
            State::Parked { problem } => OutboxState::Parked { problem },
            State::Waiting | State::Acked(_) => OutboxState::Waiting,
        },
    }
}

#[cfg(test)]
mod tests {
    use shared::problem::Problem;

    use super::*;

    fn item(n: u128, state: OutboxState) -> OutboxItem {
        OutboxItem {
            held: true,
            id: Uuid::from_u128(n),
            campaign: "c".to_owned(),
            form: "P6".to_owned(),
            place: "01837".to_owned(),
            names: None,
            interviewer: None,
            finished: Timestamp::from_second(n as i64).expect("a time"),
            state,
            attempts: 0,
            next_attempt: None,
            returned: None,
            reason: None,
        }
    }

    #[test]
    fn what_needs_a_person_stands_first_and_what_is_received_last() {
        let received = OutboxState::Received { at: Timestamp::UNIX_EPOCH };
        let parked = OutboxState::Parked { problem: Problem::new("ballot.undecodable") };
        let mut items = vec![
            item(1, received),
            item(2, OutboxState::Waiting),
            item(3, parked),
            item(4, OutboxState::Sending),
            item(5, OutboxState::Waiting),
        ];
        in_order(&mut items);
        let shown: Vec<_> = items.iter().map(|item| (item.id.as_u128(), item.state.name())).collect();
        assert_eq!(shown, [(3, "parked"), (4, "sending"), (5, "waiting"), (2, "waiting"), (1, "acked")]);
    }
}
