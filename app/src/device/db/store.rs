//! The store: one database, one command at a time.

use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::Connection;
use shared::form::Moment;
use shared::sync::{Entry, SyncState};
use shared::wire::Person;
use uuid::Uuid;

use super::migrate::migrate;
use super::remembered::Remembered;
use super::{Result, StoreError};
use crate::device::protocol::{Command, Reply, TabletState};

/// What the store asks of the world around it.
pub trait Edge {
    /// The wall clock.
    fn now(&self) -> Timestamp;
    /// A new id, UUIDv7.
    fn new_id(&self) -> Uuid;
    /// How far local time in a time zone is from UTC at a moment.
    fn offset(&self, timezone: &str, at: Timestamp) -> Offset;

    /// A point in time as a time zone shows it.
    fn moment(&self, timezone: &str, at: Timestamp) -> Moment {
        Moment { at, offset: self.offset(timezone, at) }
    }
}

/// The database, and who uses the tablet.
pub struct Store {
    pub(super) db: Connection,
    pub(super) edge: Box<dyn Edge>,
    pub(super) device: Uuid,
    pub(super) person: Option<Person>,
    pub(super) remembered: Remembered,
    /// As the sync last said.
    pub sync: SyncState,
    build: String,
}

impl Store {
    /// Takes over an open connection: every commit is on disk before it returns, and what was deleted is overwritten.
    pub fn open(mut db: Connection, edge: Box<dyn Edge>, build: String) -> Result<Self> {
        db.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(()))?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "secure_delete", "ON")?;
        db.pragma_update(None, "foreign_keys", "ON")?;
        migrate(&mut db)?;
        let (device, person) = Self::recall(&db, edge.as_ref())?;
        let (sync, remembered) = (SyncState::default(), Remembered::default());
        let mut store = Self { db, edge, device, person, remembered, sync, build };
        // A full disk must not shut the tablet: what is not thrown away now is thrown away later.
        let _ = store.purge();
        store.sync = store.counted()?;
        Ok(store)
    }

    /// Closes the database; what fails then cannot be helped.
    pub fn close(self) {
        let _ = self.db.close();
    }

    /// The person who uses the tablet.
    pub fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }

    /// Does what a command asks of the database. What was finished by it comes along, for the sync.
    pub fn obey(&mut self, command: Command) -> Result<(Reply, Vec<Entry>)> {
        match command {
            Command::FinishDraft { draft } => self.finish_draft(draft),
            Command::NoAnswer { draft, reason } => self.finish_without(draft, reason),
            Command::CarryIn(item) => self.carry_in(&item),
            command => Ok((self.answer(command)?, Vec::new())),
        }
    }

    fn answer(&mut self, command: Command) -> Result<Reply> {
        Ok(match command {
            Command::Hello { .. } | Command::State => Reply::State(Box::new(self.state()?)),
            Command::SignedIn { person } => {
                self.remember(Some(person))?;
                Reply::State(Box::new(self.state()?))
            }
            Command::SignOut => {
                self.remember(None)?;
                Reply::State(Box::new(self.state()?))
            }
            Command::Campaigns => Reply::Campaigns(self.campaigns()?),
            Command::Campaign { campaign } => {
                Reply::Campaign(Box::new(self.package(&campaign)?.campaign.for_names()))
            }
            Command::Board { campaign } => Reply::Board(Box::new(self.board(&campaign)?)),
            Command::BeginDraft { campaign, form, place, mode, replaces } => {
                Reply::Begun { id: self.begin_draft(&campaign, &form, &place, mode, replaces)? }
            }
            Command::OpenDraft { draft } => Reply::Draft(Box::new(self.draft(draft)?)),
            Command::SaveAnswer { draft, path, value, seq } => {
                self.save_answer(draft, &path, value.as_deref(), seq)?;
                Reply::Saved { seq }
            }
            Command::SavePosition { draft, position, active_ms } => {
                self.save_position(draft, &position, active_ms)?;
                Reply::Done
            }
            Command::Consent { draft } => {
                self.consent(draft)?;
                Reply::Done
            }
            Command::ReadMessage { campaign, number } => {
                self.read_message(&campaign, number)?;
                Reply::Done
            }
            Command::TakeBack { draft } => {
                self.take_back(draft)?;
                Reply::Done
            }
            Command::DiscardDraft { draft } => {
                self.discard_draft(draft, true)?;
                Reply::Done
            }
            Command::RestoreDraft { draft } => {
                self.discard_draft(draft, false)?;
                Reply::Done
            }
            Command::CarryOut => Reply::Carried(self.carry_out()?),
            Command::Received { receipt, epoch } => {
                self.take_receipt(&receipt, epoch)?;
                Reply::Done
            }
            Command::Outbox { most } => Reply::Outbox(Box::new(self.outbox(most)?)),
            Command::Sealed { ballot } => Reply::Sealed(self.sealed(ballot)?.map(Box::new)),
            #[cfg(feature = "desk")]
            Command::Desk(_) => return Err(StoreError::Value("command")),
            Command::FinishDraft { .. }
            | Command::NoAnswer { .. }
            | Command::CarryIn(_)
            | Command::RefreshPackages
            | Command::SendNow
            | Command::Wake { .. }
            | Command::Close => return Err(StoreError::Value("command")),
        })
    }

    /// How it stands.
    pub fn state(&self) -> Result<TabletState> {
        Ok(TabletState {
            device: self.device,
            build: self.build.clone(),
            person: self.person.clone(),
            sync: self.sync.clone(),
            typed: self.typed()?,
        })
    }

    /// Of whom something waits here that was typed at a desk, and how much: also where this part of the app has no desk.
    fn typed(&self) -> Result<Vec<(String, u32)>> {
        let sql = "SELECT username, count(*) FROM slip GROUP BY username ORDER BY username";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
