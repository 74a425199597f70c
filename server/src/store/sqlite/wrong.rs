//! What is wrong with a store's file, found page by page and row by row.

use std::fmt;

use rusqlite::{Connection, Result};

use super::log::LogFault;
use super::seal::{self, MOST, row_name, texts};

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The file itself, in SQLite's words.
    File(String),
    /// The file's log, from there on.
    Log(LogFault),
    /// A row names another that is not there.
    Orphan {
        /// The table of the row.
        table: String,
        /// The row.
        row: String,
        /// The table in which the other is missing.
        of: String,
    },
    /// A ground row whose values do not fit its seal.
    Row {
        /// The table.
        table: String,
        /// The key of the row.
        row: String,
    },
    /// A derived row that a recount does not give.
    Derived {
        /// The table.
        table: String,
        /// The key of the row.
        row: String,
    },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(cause) => f.write_str(cause),
            Self::Log(fault) => fault.fmt(f),
            Self::Orphan { table, row, of } => write!(f, "{table} {row}: no such {of}"),
            Self::Row { table, row } => write!(f, "{table} {row}: not as it was written"),
            Self::Derived { table, row } => write!(f, "{table} {row}: not as counted"),
        }
    }
}

/// All that is wrong with pages and ground rows. Where SQLite gives up, its words are the last that is found.
pub fn find(connection: &Connection) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut look = |found: Result<Vec<Wrong>>| found.map(|found| wrong.extend(found));
    let looked = look(pages(connection))
        .and_then(|()| look(orphans(connection)))
        .and_then(|()| look(seal::broken(connection)));
    wrong.extend(looked.err().map(|error| Wrong::File(error.to_string())));
    wrong
}

fn pages(connection: &Connection) -> Result<Vec<Wrong>> {
    let lines = texts(connection, &format!("PRAGMA integrity_check({MOST})"))?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(Wrong::File).collect())
}

fn orphans(connection: &Connection) -> Result<Vec<Wrong>> {
    let mut found = connection.prepare("PRAGMA foreign_key_check")?;
    let found = found.query_map([], |row| {
        let key: Option<i64> = row.get(1)?;
        let row_of = key.map(|key| key.to_string()).unwrap_or_default();
        Ok(Wrong::Orphan { table: row.get(0)?, row: row_of, of: row.get(2)? })
    })?;
    found.take(MOST).collect()
}

/// Derived tables, and which of their rows a recount gives: counts that fell to nothing stay as rows.
const DERIVED: [(&str, &str); 4] =
    [("standing", "true"), ("counter", "ballots > 0"), ("heard", "true"), ("tally", "ballots > 0")];

/// Sets the derived tables of a copy aside, to be compared with what a rebuild makes.
pub fn set_aside(connection: &Connection) -> Result<()> {
    for (table, counts) in DERIVED {
        connection
            .execute_batch(&format!("CREATE TABLE was_{table} AS SELECT * FROM {table} WHERE {counts}"))?;
    }
    Ok(())
}

/// The derived rows that differ from those set aside.
pub fn recounted(connection: &Connection) -> Result<Vec<Wrong>> {
    let mut wrong = Vec::new();
    for (table, counts) in DERIVED {
        let key = format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY cid");
        let key = row_name(&texts(connection, &key)?);
        let (was, is) =
            (format!("SELECT * FROM was_{table}"), format!("SELECT * FROM {table} WHERE {counts}"));
        let sql = format!(
            "SELECT DISTINCT {key} FROM (SELECT * FROM ({was} EXCEPT {is}) UNION ALL SELECT * FROM ({is} EXCEPT {was}))
             LIMIT {MOST}"
        );
        let rows = texts(connection, &sql)?;
        wrong.extend(rows.into_iter().map(|row| Wrong::Derived { table: table.to_owned(), row }));
    }
    Ok(wrong)
}
