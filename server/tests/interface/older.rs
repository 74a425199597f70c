//! A store as an earlier version built it, with the rows of one of today.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use server::folder::STORE;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::doctor::{copy, texts};

/// The store of this folder as the first migrations build it.
pub fn older(whole: &Path, version: usize) -> TempDir {
    let data = copy(whole);
    let file = data.path().join(STORE);
    fs::remove_file(&file).unwrap();
    let store = Connection::open(&file).unwrap();
    register_seal(&store);
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/sqlite/migrations");
    let mut steps: Vec<_> = fs::read_dir(migrations).unwrap().map(|entry| entry.unwrap().path()).collect();
    steps.sort();
    for step in &steps[..version] {
        store.execute_batch(&fs::read_to_string(step).unwrap()).unwrap();
    }
    store.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
    store.execute("ATTACH ?1 AS new", [whole.join(STORE).display().to_string()]).unwrap();
    let id: i64 = store.query_row("PRAGMA new.application_id", [], |row| row.get(0)).unwrap();
    store.pragma_update(None, "application_id", id).unwrap();
    for table in texts(&store, "SELECT name FROM main.sqlite_schema WHERE type = 'table'") {
        let columns = |of: &str| {
            texts(&store, &format!("SELECT name FROM pragma_table_info('{table}', '{of}') ORDER BY cid"))
        };
        let (here, there) = (columns("main"), columns("new"));
        let mut both: Vec<String> = here.iter().filter(|column| there.contains(column)).cloned().collect();
        let mut from: Vec<String> = both.clone();
        let mut rows = format!("new.{table}");
        if table == "assessment" {
            // Lines of a file, which counted from 0 until migration 8.
            both = ["campaign", "position", "content"].map(str::to_owned).to_vec();
            let first = i32::from(version >= 8);
            let position =
                &format!("row_number() OVER (PARTITION BY campaign ORDER BY position) - 1 + {first}");
            let content = "json_object('unit', unit, 'code', leaf, 'self', json(said ->> '$.self'))";
            from = ["campaign", position, content].map(str::to_owned).to_vec();
            rows = "new.saying WHERE kind = 'entry'".to_owned();
        }
        if table == "account" {
            both.push("role".to_owned());
            from.push(
                "(SELECT role FROM new.account_role WHERE account = username AND campaign = '')".to_owned(),
            );
        } else if table == "assignment" {
            both = ["username", "campaign", "place"].map(str::to_owned).to_vec();
            from = ["account", "campaign", "place"].map(str::to_owned).to_vec();
            rows = "new.account_role WHERE place <> ''".to_owned();
        } else if table == "roll" || table == "tally" {
            // Tallies of before are dropped: they are counted anew.
            continue;
        }
        let copied =
            format!("INSERT INTO {table} ({}) SELECT {} FROM {rows}", both.join(", "), from.join(", "));
        store.execute_batch(&copied).unwrap_or_else(|error| panic!("{copied}: {error}"));
        if here.iter().any(|column| column == "seal") {
            let values: Vec<String> = here.iter().filter(|column| *column != "seal").cloned().collect();
            store.execute_batch(&format!("UPDATE {table} SET seal = seal({})", values.join(", "))).unwrap();
        }
    }
    if texts(&store, "SELECT name FROM main.sqlite_schema").iter().any(|table| table == "roll") {
        take_roll(&store);
    }
    store.close().unwrap();
    data
}

fn take_roll(store: &Connection) {
    let sealed = "SELECT t.name FROM main.sqlite_schema t JOIN pragma_table_info(t.name, 'main') c
                  WHERE t.type = 'table' AND c.name = 'seal' AND t.name <> 'roll'";
    for table in texts(store, sealed) {
        let columns = texts(store, &format!("SELECT name FROM pragma_table_info('{table}', 'main')"));
        let campaign = if columns.iter().any(|column| column == "campaign") { "campaign" } else { "''" };
        let sql = format!(
            "INSERT INTO roll SELECT '{table}', c, n, t, seal('{table}', c, n, t)
             FROM (SELECT {campaign} AS c, count(*) AS n, coalesce(sum(seal & {}), 0) AS t FROM main.{table} GROUP BY 1)",
            u32::MAX
        );
        store.execute_batch(&sql).unwrap();
    }
}

/// The seal as it has been since there are seals.
fn register_seal(store: &Connection) {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let seal = |values: &mut rusqlite::functions::Context<'_>| {
        let mut sum = Sha256::new();
        for index in 0..values.len() {
            let (kind, bytes) = match values.get_raw(index) {
                ValueRef::Null => (0_u8, Vec::new()),
                ValueRef::Integer(number) => (1, number.to_be_bytes().to_vec()),
                ValueRef::Real(number) => (2, number.to_be_bytes().to_vec()),
                ValueRef::Text(text) => (3, text.to_vec()),
                ValueRef::Blob(blob) => (4, blob.to_vec()),
            };
            sum.update([kind]);
            sum.update((bytes.len() as u64).to_be_bytes());
            sum.update(bytes);
        }
        let digest: [u8; 32] = sum.finalize().into();
        Ok(i64::from_be_bytes(*digest.first_chunk().unwrap()))
    };
    store.create_scalar_function("seal", -1, flags, seal).unwrap();
}
