//! Rows that name others which are not there.

use rusqlite::{Connection, Result, params};

use super::seal::{MOST, row_name, texts};
use super::wrong::Wrong;

/// The first of them, each by its key. SQLite names rows by rowid, and none where a table has no rowid: it tells which
/// reference is broken, and the rows are looked up.
pub fn orphans(connection: &Connection) -> Result<Vec<Wrong>> {
    let broken = "SELECT DISTINCT \"table\", parent, fkid FROM pragma_foreign_key_check
                  WHERE parent IN (SELECT name FROM sqlite_schema)";
    let mut statement = connection.prepare(broken)?;
    let broken: Vec<(String, String, i64)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_>>()?;
    let mut wrong = Vec::new();
    for (table, of, reference) in broken {
        let columns = "SELECT group_concat(format('p.\"%w\" = c.\"%w\"',
                coalesce(\"to\", (SELECT name FROM pragma_table_info(\"table\") WHERE pk = seq + 1)), \"from\"), ' AND '),
            group_concat(format('c.\"%w\" IS NOT NULL', \"from\"), ' AND ')
            FROM pragma_foreign_key_list(?1) WHERE id = ?2";
        let (same, named): (String, String) =
            connection.query_row(columns, params![table, reference], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let key =
            format!("SELECT '\"' || name || '\"' FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");
        let key = row_name(&texts(connection, &key)?);
        let sql = format!(
            "SELECT {key} FROM {table} c WHERE {named} AND NOT EXISTS (SELECT 1 FROM {of} p WHERE {same}) LIMIT {MOST}"
        );
        let rows = texts(connection, &sql)?;
        wrong.extend(rows.into_iter().map(|row| Wrong::Orphan { table: table.clone(), row, of: of.clone() }));
    }
    Ok(wrong)
}
