//! Looks a store's file over as SQLite sees it, and makes another store of a copy.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use super::backend::BUSY;
use super::migrate::migrate;
use super::seal::texts;
use super::values::to_ms;
use super::wrong::{self, Wrong};
use super::{foreign, log, packages};
use crate::files::Kept;
use crate::secret::{self, Random};
use crate::store::StoreError;

/// What a sound file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Its epoch; a store of an older program may have none.
    pub epoch: Option<String>,
    /// How many rows each table has.
    pub counts: BTreeMap<String, u64>,
    /// The files that it names.
    pub files: Vec<Kept>,
}

/// Checks the whole file, page by page and row by row, and says what is in it. A file whose log is damaged is not opened: SQLite would
/// take what is left of the log and throw the rest away.
pub fn look_over(file: &Path) -> Result<Contents, StoreError> {
    if let Some(fault) = log::fault(file)? {
        return Err(StoreError::Damaged(Wrong::Log(fault).to_string()));
    }
    let connection = opened(file)?;
    wrong::refuse(&wrong::find(&connection, opened(file)?)?)?;
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut counts = BTreeMap::new();
    for table in texts(&connection, tables)? {
        let count: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        counts.insert(table, count.unsigned_abs());
    }
    let epoch = if counts.contains_key("identity") {
        connection.query_row("SELECT epoch FROM identity", [], |row| row.get(0)).optional()?
    } else {
        None
    };
    let files = packages::files(&connection)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(Contents { epoch, counts, files })
}

/// Whether the log beside a file is damaged; whose log it is, is not asked.
pub fn has_damaged_log(file: &Path) -> Result<bool, StoreError> {
    Ok(log::fault(file)?.is_some())
}

/// All that is wrong with the log, or else with the build, pages and ground rows of a file.
pub fn find_wrong(file: &Path) -> Result<Vec<Wrong>, StoreError> {
    if let Some(fault) = log::fault(file)? {
        return Ok(vec![Wrong::Log(fault)]);
    }
    wrong::find(&opened(file)?, opened(file)?)
}

fn opened(file: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// The files that a whole store names.
pub fn files(file: &Path) -> Result<Vec<Kept>, StoreError> {
    packages::files(&Connection::open(file)?)
}

/// Sets the derived tables of a copy aside, to be compared with what a rebuild makes.
pub fn set_aside(copy: &Path) -> Result<(), StoreError> {
    Ok(wrong::set_aside(&Connection::open(copy)?)?)
}

/// The derived rows of a rebuilt copy that differ from those set aside.
pub fn recounted(copy: &Path) -> Result<Vec<Wrong>, StoreError> {
    Ok(wrong::recounted(&Connection::open(copy)?)?)
}

/// Makes another store of this copy: with an epoch of its own, and so that no log of another file is taken for its own.
/// Its sessions, tokens and links end now: one that was revoked since the copy was made would be in force again. What tablets still hold
/// they deliver all the same.
pub fn make_another(file: &Path, random: &dyn Random, now: Timestamp) -> Result<(), StoreError> {
    let mut connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let epoch = secret::epoch(random);
    migrate(&mut connection, &epoch)?;
    let transaction = connection.transaction()?;
    transaction.execute("UPDATE identity SET epoch = ?1, seal = seal(one, ?1)", [&epoch])?;
    let sql =
        "UPDATE session SET expires = ?1, seal = seal(token, username, made, ?1, revoked) WHERE expires > ?1";
    transaction.execute(sql, [to_ms(now)])?;
    let sql = "UPDATE token SET revoked = ?1,
               seal = seal(name, digest, role, campaign, last_day, expires, by, made, ?1) WHERE revoked IS NULL";
    transaction.execute(sql, [to_ms(now)])?;
    let sql = "UPDATE enrolment SET revoked = ?1,
               seal = seal(digest, campaign, account, last_day, expires, by, made, used, ?1) WHERE revoked IS NULL";
    transaction.execute(sql, [to_ms(now)])?;
    foreign::begin(&transaction, random)?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error.into())
}
