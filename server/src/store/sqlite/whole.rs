//! Looks a store's file over as SQLite sees it, and makes another store of a copy.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};

use super::backend::BUSY;
use super::foreign;
use super::migrate::migrate;
use crate::secret::{self, Random};
use crate::store::StoreError;

/// What a sound file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Its epoch; a store of an older program may have none.
    pub epoch: Option<String>,
    /// How many rows each table has.
    pub counts: BTreeMap<String, u64>,
}

/// Checks the whole file, page by page, and says what is in it.
pub fn look_over(file: &Path) -> Result<Contents, StoreError> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(BUSY)?;
    sound(&connection)?;
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let tables: Vec<String> =
        connection.prepare(tables)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut counts = BTreeMap::new();
    for table in tables {
        let count: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        counts.insert(table, count.unsigned_abs());
    }
    let epoch = if counts.contains_key("identity") {
        connection.query_row("SELECT epoch FROM identity", [], |row| row.get(0)).optional()?
    } else {
        None
    };
    connection.close().map_err(|(_, error)| error)?;
    Ok(Contents { epoch, counts })
}

/// Refuses a file with pages that are not what SQLite wrote, or rows that name rows which are not there.
fn sound(connection: &Connection) -> Result<(), StoreError> {
    let mut wrong: Vec<String> = connection
        .prepare("PRAGMA integrity_check(10)")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    wrong.retain(|line| line != "ok");
    let mut orphans = connection.prepare("PRAGMA foreign_key_check")?;
    let orphans = orphans.query_map([], |row| {
        let (table, row, of): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("{table} {}: no such {of}", row.map(|row| row.to_string()).unwrap_or_default()))
    })?;
    for orphan in orphans.take(10) {
        wrong.push(orphan?);
    }
    if wrong.is_empty() { Ok(()) } else { Err(StoreError::Damaged(wrong.join("; "))) }
}

/// Makes another store of this copy: with an epoch of its own, and so that no log of another file is taken for its own.
pub fn make_another(file: &Path, random: &dyn Random) -> Result<(), StoreError> {
    let mut connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let epoch = secret::epoch(random);
    migrate(&mut connection, &epoch)?;
    let transaction = connection.transaction()?;
    transaction.execute("UPDATE identity SET epoch = ?1", [&epoch])?;
    foreign::begin(&transaction, random)?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error.into())
}
