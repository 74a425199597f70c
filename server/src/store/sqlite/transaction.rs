//! A running transaction, on which the repositories stand.

use std::cell::RefCell;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row};

use crate::store::{Change, Repositories, StoreError};

/// A transaction that somebody else begins and commits.
pub struct Transaction<'a> {
    connection: &'a Connection,
    grown: RefCell<Vec<Change>>,
    /// How many changes stood when the savepoint was set.
    kept: RefCell<usize>,
}

impl Repositories for Transaction<'_> {}

impl<'a> Transaction<'a> {
    /// On a connection that is inside a transaction.
    pub fn new(connection: &'a Connection) -> Self {
        Self { connection, grown: RefCell::default(), kept: RefCell::default() }
    }

    /// The revisions that grew, to be told after the commit.
    pub fn into_grown(self) -> Vec<Change> {
        self.grown.into_inner()
    }

    /// Notes that a revision grew.
    pub(super) fn note(&self, change: Change) {
        self.grown.borrow_mut().push(change);
    }

    /// Remembers this state.
    pub fn savepoint(&self) -> Result<(), StoreError> {
        self.kept.replace(self.grown.borrow().len());
        self.run("SAVEPOINT work", []).map(drop)
    }

    /// Keeps what was done since the savepoint.
    pub fn release(&self) -> Result<(), StoreError> {
        self.run("RELEASE work", []).map(drop)
    }

    /// Undoes what was done since the savepoint.
    pub fn undo(&self) -> Result<(), StoreError> {
        self.grown.borrow_mut().truncate(*self.kept.borrow());
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

    /// The key of the row that the last insert made.
    pub(super) fn last_key(&self) -> i64 {
        self.connection.last_insert_rowid()
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
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            each(row)?;
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
