//! The seal of a ground row: a digest of its values that is written with them, so that a value which changed by itself
//! is found. It finds accidents; it is no signature.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};
use sha2::{Digest as _, Sha256};

use super::wrong::Wrong;

/// Gives the connection the function `seal(…)`, which takes all values of a row in the order of its table.
pub fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("seal", -1, flags, |values| Ok(seal(values)))
}

/// The first 64 bits of the digest of the values, each with its type and length.
fn seal(values: &Context<'_>) -> i64 {
    let mut sum = Sha256::new();
    for index in 0..values.len() {
        let number;
        let (kind, bytes): (u8, &[u8]) = match values.get_raw(index) {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(value) => {
                number = value.to_be_bytes();
                (1, &number)
            }
            ValueRef::Real(value) => {
                number = value.to_be_bytes();
                (2, &number)
            }
            ValueRef::Text(text) => (3, text),
            ValueRef::Blob(blob) => (4, blob),
        };
        sum.update([kind]);
        sum.update((bytes.len() as u64).to_be_bytes());
        sum.update(bytes);
    }
    let digest: [u8; 32] = sum.finalize().into();
    i64::from_be_bytes(*digest.first_chunk().expect("32 bytes hold 8"))
}

/// The rows whose seal does not fit them. A store of before seals has none.
pub fn broken(connection: &Connection) -> Result<Vec<Wrong>> {
    register(connection)?;
    let mut wrong = Vec::new();
    for table in sealed(connection)? {
        let of = |condition: &str| {
            let sql = format!(
                "SELECT '\"' || name || '\"' FROM pragma_table_info('{table}') WHERE {condition} ORDER BY cid"
            );
            texts(connection, &sql)
        };
        let values = of("name <> 'seal'")?.join(", ");
        let key = row_name(&of("pk > 0")?);
        let sql = format!("SELECT {key} FROM {table} WHERE seal IS NOT seal({values}) LIMIT {MOST}");
        wrong
            .extend(texts(connection, &sql)?.into_iter().map(|row| Wrong::Row { table: table.clone(), row }));
    }
    Ok(wrong)
}

/// The tables whose rows bear a seal.
pub fn sealed(connection: &Connection) -> Result<Vec<String>> {
    let sealed = "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                  WHERE t.type = 'table' AND c.name = 'seal' ORDER BY t.name";
    texts(connection, sealed)
}

/// As many rows of a table are named.
pub(super) const MOST: usize = 100;

/// An expression that names a row: its key as a person can look for it.
pub(super) fn row_name(key: &[String]) -> String {
    let shown = |column: &String| {
        format!("CASE typeof({column}) WHEN 'blob' THEN lower(hex({column})) ELSE {column} END")
    };
    match key {
        [] => "CAST(rowid AS TEXT)".to_owned(),
        key => key.iter().map(shown).collect::<Vec<_>>().join(" || ' · ' || "),
    }
}

/// The texts that a statement gives.
pub(super) fn texts(connection: &Connection, sql: &str) -> Result<Vec<String>> {
    connection
        .prepare(sql)?
        .query_map([], |row| row.get::<_, rusqlite::types::Value>(0))?
        .map(|value| {
            Ok(match value? {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(number) => number.to_string(),
                other => format!("{other:?}"),
            })
        })
        .collect()
}
