//! A running transaction, on which the repositories stand.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row, params};

use super::later::{self, Later};
use super::memory::Memory;
use super::values::to_ms;
use crate::store::{Change, Position, Repositories, StoreError};

/// So many changes are put off: what waits in memory does not grow with the ballots of a rebuild.
const MOST_LATER: usize = 4096;

/// Something to be told after the commit.
pub(super) type Tell = Box<dyn FnOnce() + Send>;

/// A transaction that somebody else begins and commits.
pub struct Transaction<'a> {
    connection: &'a Connection,
    grown: RefCell<Vec<Change>>,
    /// How many changes stood when the savepoint was set.
    kept: RefCell<usize>,
    later: RefCell<Later>,
    tell: RefCell<Vec<Tell>>,
    /// How many were to be told when the savepoint was set.
    told: Cell<usize>,
    /// Whether the log is to tell nothing of it.
    unlogged: Cell<bool>,
    /// The writer's; a reader has none, as it sees another state each time.
    memory: Option<&'a RefCell<Memory>>,
}

impl Repositories for Transaction<'_> {}

impl<'a> Transaction<'a> {
    /// On a connection that is inside a transaction.
    pub fn new(connection: &'a Connection) -> Self {
        let (grown, kept, later, tell, told, unlogged) = Default::default();
        Self { connection, grown, kept, later, tell, told, unlogged, memory: None }
    }

    /// The same of the writer, who remembers what it reads.
    pub fn remembering(connection: &'a Connection, memory: &'a RefCell<Memory>) -> Self {
        Self { memory: Some(memory), ..Self::new(connection) }
    }

    /// Writes what waits; gives the revisions that grew and what else is to be told after the commit.
    pub fn finish(self) -> Result<(Vec<Change>, Vec<Tell>), StoreError> {
        self.write_what_waits()?;
        Ok((self.grown.into_inner(), self.tell.into_inner()))
    }

    /// Puts a change off until it is read, or committed, or many wait.
    pub(super) fn later(&self, change: later::Change) -> Result<(), StoreError> {
        let waiting = self.later.borrow_mut().put(change);
        if waiting < MOST_LATER { Ok(()) } else { self.write_what_waits() }
    }

    /// Where what is derived of a campaign stands by what was put off.
    pub(super) fn stands_later(&self, campaign: &str) -> Option<Position> {
        self.later.borrow().stands(campaign)
    }

    /// Writes what was put off: to be done before any of it is read.
    pub(super) fn write_what_waits(&self) -> Result<(), StoreError> {
        let together = self.later.borrow_mut().take();
        for ([campaign, form, place, interviewer, status], ballots) in &together.counts {
            let sql = "INSERT INTO counter (campaign, form, place, interviewer, status, ballots)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET ballots = ballots + ?6";
            self.run(sql, params![campaign, form, place, interviewer, status, ballots])?;
        }
        for ((campaign, username), at) in &together.sent {
            let sql = "INSERT INTO heard (campaign, username, last_sent) VALUES (?1, ?2, ?3)
                       ON CONFLICT DO UPDATE SET last_sent = max(last_sent, ?3)";
            self.run(sql, params![campaign, username, to_ms(*at)])?;
        }
        for (campaign, from, to) in &together.stands {
            self.stand_at(campaign, *from, *to)?;
        }
        for campaign in together.revisions {
            let sql = "INSERT INTO revision (campaign, revision, seal) VALUES (?1, 1, seal(?1, 1))
                       ON CONFLICT DO UPDATE SET revision = revision + 1, seal = seal(?1, revision + 1)";
            self.run(sql, [&campaign])?;
            let now = "SELECT revision FROM revision WHERE campaign = ?1";
            let revision = self.one(now, [&campaign], |row| row.get(0))?;
            self.note(Change { campaign, revision });
        }
        Ok(())
    }

    fn stand_at(&self, campaign: &str, from: Position, to: Position) -> Result<(), StoreError> {
        if from == Position::default() {
            let sql = "INSERT OR IGNORE INTO derived (campaign, ballots, reviews) VALUES (?1, 0, 0)";
            self.run(sql, [campaign])?;
        }
        let sql = "UPDATE derived SET ballots = ?2, reviews = ?3 WHERE campaign = ?1 AND ballots = ?4 AND reviews = ?5";
        let params = params![campaign, to.ballots, to.reviews, from.ballots, from.reviews];
        match self.run(sql, params)? {
            1 => Ok(()),
            _ => Err(StoreError::unreadable("what is derived", "behind")),
        }
    }

    /// Asks that the log be emptied after the commit: it would tell what was changed together.
    pub(super) fn leave_no_log(&self) {
        self.unlogged.set(true);
    }

    /// Whether that was asked.
    pub(super) fn leaves_no_log(&self) -> bool {
        self.unlogged.get()
    }

    /// Lets something be told after the commit.
    pub(super) fn tell_after_commit(&self, tell: Tell) {
        self.tell.borrow_mut().push(tell);
    }

    /// What the writer remembers of this; a reader remembers nothing.
    pub(super) fn remembered<T>(&self, look: impl FnOnce(&Memory) -> Option<T>) -> Option<T> {
        look(&self.memory?.borrow())
    }

    /// Lets the writer remember something that was read.
    pub(super) fn remember(&self, put: impl FnOnce(&mut Memory)) {
        if let Some(memory) = self.memory {
            put(&mut memory.borrow_mut());
        }
    }

    /// Something changes that may be remembered.
    pub(super) fn forget(&self) {
        self.remember(Memory::forget);
    }

    /// Notes that a revision grew.
    fn note(&self, change: Change) {
        self.grown.borrow_mut().push(change);
    }

    /// Remembers this state.
    pub fn savepoint(&self) -> Result<(), StoreError> {
        self.kept.replace(self.grown.borrow().len());
        self.later.borrow_mut().begin();
        self.told.set(self.tell.borrow().len());
        self.run("SAVEPOINT work", []).map(drop)
    }

    /// Keeps what was done since the savepoint.
    pub fn release(&self) -> Result<(), StoreError> {
        self.run("RELEASE work", []).map(drop)
    }

    /// Undoes what was done since the savepoint.
    pub fn undo(&self) -> Result<(), StoreError> {
        self.grown.borrow_mut().truncate(*self.kept.borrow());
        self.later.borrow_mut().undo();
        self.tell.borrow_mut().truncate(self.told.get());
        self.forget();
        self.run("ROLLBACK TO work", [])?;
        self.release()
    }

    fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?)
    }

    /// Runs a statement and says how many rows it changed.
    pub(super) fn run(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        Ok(self.prepare(sql)?.execute(params)?)
    }

    /// The row of a statement that always gives one.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        Ok(self.prepare(sql)?.query_row(params, read)?)
    }

    /// The first row, if there is one.
    pub(super) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query(params)?;
        rows.next()?.map(read).transpose()
    }

    /// All rows.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(sql, params, |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Calls `each` for every row.
    pub(super) fn each(
        &self,
        sql: &str,
        params: impl Params,
        mut each: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each_until(sql, params, |row| each(row).map(ControlFlow::Continue))
    }

    /// Calls `each` for every row until it breaks off.
    pub(super) fn each_until(
        &self,
        sql: &str,
        params: impl Params,
        mut each: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            if each(row)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// A single value, if there is a row.
    pub(super) fn value<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.prepare(sql)?.query_row(params, |row| row.get(0)).optional()?)
    }
}
