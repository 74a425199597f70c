//! What is wrong with a store's file, found page by page and row by row.

use std::fmt;
use std::panic::resume_unwind;
use std::thread;

use rusqlite::{Connection, Result};

use super::log::LogFault;
use super::seal::{self, MOST, row_name, texts};
use super::{gaps, migrate, orphans, roll, schema};
use crate::quoted::quoted;
use crate::store::StoreError;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The file itself, in SQLite's words.
    File(String),
    /// The file's log, from there on.
    Log(LogFault),
    /// A file that the store names, by its name in the data folder.
    Kept(String),
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
    /// What migrations build is not there, as `TABLE ballot`.
    Absent(String),
    /// What no migration builds is there.
    Added(String),
    /// What migrations build is built otherwise.
    Different(String),
    /// The file has no tables, or is of another program: its version is none of ours.
    NoStore,
    /// A ground row is gone.
    Missing {
        /// The table.
        table: String,
        /// The row, as far as it can be known.
        row: String,
    },
    /// Ground rows are gone, or came from elsewhere.
    Number {
        /// The table.
        table: String,
        /// The campaign of the rows; empty where they name none.
        campaign: String,
        /// How many there are.
        found: i64,
        /// How many were written.
        counted: i64,
    },
    /// A ground row stands as it was before its last change.
    Stale {
        /// The table.
        table: String,
        /// The campaign of the row; empty where it names none.
        campaign: String,
    },
    /// A derived row that a recount does not give.
    Derived {
        /// The table.
        table: String,
        /// The key of the row.
        row: String,
    },
}

impl Wrong {
    /// The rows of a table, or those of one campaign.
    pub fn rows_of(table: &str, campaign: &str) -> String {
        if campaign.is_empty() { table.to_owned() } else { format!("{table} ({})", quoted(campaign)) }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(cause) => f.write_str(cause),
            Self::Log(fault) => fault.fmt(f),
            Self::Kept(file) => write!(f, "{file}: missing, or not as it was written"),
            Self::Orphan { table, row, of } => write!(f, "{table} {row}: no such {of}"),
            Self::Row { table, row } => write!(f, "{table} {row}: not as it was written"),
            Self::Absent(what) => write!(f, "{what}: missing"),
            Self::Added(what) => write!(f, "{what}: not of this program"),
            Self::Different(what) => write!(f, "{what}: not built as by this program"),
            Self::NoStore => f.write_str("no tables, or none of this program"),
            Self::Missing { table, row } => write!(f, "{table} {row}: missing"),
            Self::Number { table, campaign, found, counted } => {
                write!(f, "{}: {found} rows of {counted}", Self::rows_of(table, campaign))
            }
            Self::Stale { table, campaign } => {
                write!(f, "{}: a row is not as last written", Self::rows_of(table, campaign))
            }
            Self::Derived { table, row } => write!(f, "{table} {row}: not as counted"),
        }
    }
}

/// All that is wrong with build, pages and ground rows of a file that has both connections: pages are looked at beside the rows. Where
/// SQLite gives up, its words are the last that is found.
pub fn find(connection: &Connection, beside: Connection) -> std::result::Result<Vec<Wrong>, StoreError> {
    let version = match migrate::version(connection) {
        Ok(0) => return Ok(vec![Wrong::NoStore]),
        Err(error @ (StoreError::Newer { .. } | StoreError::Locked)) => return Err(error),
        Err(error) => return Ok(vec![Wrong::File(error.to_string())]),
        Ok(version) => version,
    };
    let mut wrong = Vec::new();
    let mut look = |found: Result<Vec<Wrong>>| found.map(|found| wrong.extend(found));
    let looked = look(schema::differences(connection, version)).and_then(|()| {
        let (pages, ground) = thread::scope(|scope| {
            let pages = scope.spawn(move || pages(&beside));
            let ground = ground(connection);
            (pages.join().unwrap_or_else(|panic| resume_unwind(panic)), ground)
        });
        look(pages).and_then(|()| look(ground))
    });
    wrong.extend(looked.err().map(|error| Wrong::File(error.to_string())));
    Ok(wrong)
}

/// Refuses where something is wrong, and names the first of it.
pub fn refuse(wrong: &[Wrong]) -> std::result::Result<(), StoreError> {
    let shown: Vec<String> = wrong.iter().take(10).map(Wrong::to_string).collect();
    if wrong.is_empty() { Ok(()) } else { Err(StoreError::Damaged(shown.join("; "))) }
}

/// Rows that name what is not there, rows that are not as they were written, and rows that are missing.
pub fn ground(connection: &Connection) -> Result<Vec<Wrong>> {
    let mut wrong = orphans::orphans(connection)?;
    wrong.extend(seal::broken(connection)?);
    let counted = roll::compare(connection)?;
    // Where a seal itself changed, its sum did.
    let named = |it: &Wrong| match it {
        Wrong::Stale { table, .. } => {
            wrong.iter().any(|it| matches!(it, Wrong::Row { table: other, .. } if other == table))
        }
        _ => false,
    };
    let counted: Vec<Wrong> = counted.into_iter().filter(|it| !named(it)).collect();
    wrong.extend(gaps::missing(connection)?);
    wrong.extend(counted);
    Ok(wrong)
}

fn pages(connection: &Connection) -> Result<Vec<Wrong>> {
    let lines = texts(connection, &format!("PRAGMA integrity_check({MOST})"))?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(Wrong::File).collect())
}

/// Derived tables but for the tallies, which are kept as of some time ago, and which of their rows a recount gives: counts that fell to nothing stay as rows.
const DERIVED: [(&str, &str); 5] = [
    ("derived", "true"),
    ("standing", "true"),
    ("done_again", "true"),
    ("counter", "ballots > 0"),
    ("heard", "true"),
];

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
