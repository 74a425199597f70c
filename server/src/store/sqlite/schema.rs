//! Whether a file is built as the migrations build it: tables, indexes, triggers and views.

use std::collections::BTreeMap;

use rusqlite::{Connection, Result};

use super::migrate;
use super::wrong::Wrong;

/// What differs from what the first migrations build.
pub fn differences(connection: &Connection, version: usize) -> Result<Vec<Wrong>> {
    let (mut found, mut wrong) = (objects(connection)?, Vec::new());
    for (what, sql) in objects(&migrate::build(version)?)? {
        match found.remove(&what) {
            None => wrong.push(Wrong::Absent(what)),
            Some(other) if other != sql => wrong.push(Wrong::Different(what)),
            Some(_) => {}
        }
    }
    wrong.extend(found.into_keys().map(Wrong::Added));
    Ok(wrong)
}

/// Each thing's statement by kind and name, as `TABLE ballot`. What SQLite adds, for keys and by ANALYZE, is its own.
fn objects(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let sql = "SELECT upper(type) || ' ' || name, coalesce(sql, '') FROM sqlite_schema
               WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut statement = connection.prepare(sql)?;
    statement.query_map([], |row| Ok((row.get(0)?, normal(&row.get::<_, String>(1)?))))?.collect()
}

/// The statement without comments, with one blank between words.
fn normal(sql: &str) -> String {
    let words = sql.lines().flat_map(|line| line.split("--").next().unwrap_or("").split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}
