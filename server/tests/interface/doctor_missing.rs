//! `parindex doctor` and the rows that are gone: no command calls a store whole that lacks one, whatever its table.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use server::archive::{self, FORMAT, Manifest};
use server::folder::STORE;
use tempfile::TempDir;

use crate::doctor::{as_a_bad_disk, copy, doctor, store, texts};
use crate::older::older;
use crate::process::parindex;
use crate::sample::ID;

/// A folder with what the statements leave of the store.
pub fn after(whole: &Path, statements: &str) -> TempDir {
    let data = copy(whole);
    let store = as_a_bad_disk(&data.path().join(STORE));
    store.execute_batch(statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
    data
}

/// What the command says, which must refuse.
fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = parindex(data, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    said
}

/// An archive of the folder's store, as a program that did not look would have made it.
fn unlooked(data: &Path, file: &Path) {
    let manifest = Manifest {
        format: FORMAT,
        made: jiff::Timestamp::UNIX_EPOCH,
        epoch: None,
        counts: Default::default(),
        files: Vec::new(),
    };
    let archive = fs::File::create_new(file).unwrap();
    archive::write(&archive, [STORE.to_owned()], |name| data.join(name), manifest).unwrap();
}

/// Every command that judges the store names this.
pub fn named_by_all(data: &Path, what: &str) {
    let (right, said) = doctor(data);
    assert!(!right && said.contains(what), "doctor, {what}: {said}");
    let target = TempDir::new().unwrap();
    let path = |name: &str| target.path().join(name).display().to_string();
    let said = refused(data, &["backup", &path("backup.zip")]);
    assert!(said.contains(what) && said.contains("is damaged"), "backup, {what}: {said}");
    assert!(
        !target.path().join("backup.zip").exists() && target.path().join("backup.zip.damaged-1").exists()
    );
    unlooked(data, &target.path().join("unlooked.zip"));
    let said = refused(&target.path().join("back"), &["restore", &path("unlooked.zip")]);
    assert!(said.contains(what) && said.contains("Nothing was restored"), "restore, {what}: {said}");
    let said = refused(data, &["rebuild"]);
    assert!(said.contains(what) && said.contains("parindex restore"), "rebuild, {what}: {said}");
    assert!(!doctor(data).0, "{what}: rebuild left it as it was");
}

/// The tables of what people said and decided: all whose rows bear a seal.
fn ground(store: &Connection) -> Vec<String> {
    let sealed = "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                  WHERE t.type = 'table' AND c.name = 'seal' ORDER BY t.name";
    texts(store, sealed)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_is_gone_is_named_by_every_command_in_each_ground_table() {
    let whole = store().await;
    let tables = ground(&Connection::open(whole.path().join(STORE)).unwrap());
    let known = ["account", "ballot", "campaign", "closing", "identity", "review", "revision", "saying"];
    assert!(known.iter().all(|known| tables.iter().any(|table| table == known)), "{tables:?}");
    for table in tables {
        let keys = format!("SELECT '\"' || name || '\"' FROM pragma_table_info('{table}') WHERE pk > 0");
        let keys = texts(&Connection::open(whole.path().join(STORE)).unwrap(), &keys).join(", ");
        let keys = if keys.is_empty() { "rowid" } else { &keys };
        for order in ["ASC", "DESC"] {
            let one = format!("SELECT {keys} FROM {table} ORDER BY seal {order} LIMIT 1");
            let data = after(whole.path(), &format!("DELETE FROM {table} WHERE ({keys}) IN ({one})"));
            named_by_all(data.path(), &table);
            let (_, said) = doctor(data.path());
            assert!(said.contains(&format!("Table {table}")), "{table}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_a_number_is_missing_by_its_number() {
    let whole = store().await;
    assert_eq!(
        texts(&Connection::open(whole.path().join(STORE)).unwrap(), "SELECT max(position) || '' FROM ballot"),
        ["4"]
    );
    let cases = [
        ("DELETE FROM ballot WHERE position = 2", format!("Table ballot, row \"{ID}\" · 2: was")),
        ("DELETE FROM ballot WHERE position = 1", format!("Table ballot, row \"{ID}\" · 1: was")),
        ("DELETE FROM ballot WHERE position = 4", format!("Table ballot, row \"{ID}\" · 4: was")),
        ("DELETE FROM ballot", format!("Table ballot (\"{ID}\"): has 0 rows, where 4 were written")),
        ("DELETE FROM saying WHERE position = 1", format!("Table saying, row \"{ID}\" · 1: was")),
        ("DELETE FROM saying WHERE position = 4", format!("Table saying, row \"{ID}\" · 4: was")),
        ("DELETE FROM saying WHERE position = 10", format!("Table saying, row \"{ID}\" · 10: was")),
        ("DELETE FROM review", format!("Table review, row \"{ID}\" · 1: was")),
        ("DELETE FROM account WHERE rowid = 2", "Table account, row rowid 2: was".to_owned()),
        ("DELETE FROM closing", format!("Table closing, row \"{ID}\" · 1: was")),
    ];
    for (statement, what) in cases {
        let (right, said) = doctor(after(whole.path(), statement).path());
        assert!(!right && said.contains(&what), "{statement}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_before_the_roll_is_missing_what_its_numbers_lack() {
    let whole = store().await;
    let older = older(whole.path(), 5);
    assert_eq!(doctor(older.path()), (true, String::new()));
    // Its ballots may bear their key as number, as in stores of before numbers: a gap is then another campaign's.
    let other = "UPDATE ballot SET campaign = 'other' WHERE key = 2;";
    let (_, said) = doctor(after(older.path(), other).path());
    assert!(!said.contains("was written and is not there"), "{said}");
    for (statement, what) in [
        ("DELETE FROM ballot WHERE key = 2", format!("Table ballot, row \"{ID}\" · 2: was")),
        ("DELETE FROM account WHERE rowid = 1", "Table account, row rowid 1: was".to_owned()),
    ] {
        let data = after(older.path(), statement);
        assert!(doctor(data.path()).1.contains(&what), "{statement}");
        // Taken over by this version, it is not whole either.
        assert!(refused(data.path(), &["rebuild"]).contains("missing"), "{statement}");
        assert!(doctor(data.path()).1.contains(&what), "{statement}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_as_it_was_before_its_last_change_is_found() {
    let whole = store().await;
    let data = after(whole.path(), "");
    let file = data.path().join(STORE).display().to_string();
    let changed = parindex(data.path(), &["account", "passwd", "dtv01"]);
    assert!(changed.status.success(), "{}", String::from_utf8_lossy(&changed.stderr));
    assert_eq!(doctor(data.path()), (true, String::new()));
    let old = format!("ATTACH '{}' AS old", whole.path().join(STORE).display());
    let store = Connection::open(file).unwrap();
    store.execute_batch(&old).unwrap();
    let back = "UPDATE account SET (password, seal) = (SELECT password, seal FROM old.account WHERE username = 'dtv01')
                WHERE username = 'dtv01'";
    assert_eq!(store.execute(back, []).unwrap(), 1);
    store.close().unwrap();
    named_by_all(data.path(), "account");
    assert!(doctor(data.path()).1.contains("Table account: a row is not what was written last"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_names_another_that_is_gone_is_named_by_its_key_in_tables_without_rowid_too() {
    let whole = store().await;
    let pristine = Connection::open(whole.path().join(STORE)).unwrap();
    let data = after(whole.path(), "DELETE FROM account WHERE username = 'dtv01'");
    let (_, said) = doctor(data.path());
    let keys = [
        "SELECT 'session, row ' || lower(hex(token)) FROM session WHERE username = 'dtv01'",
        "SELECT 'account_role, row ' || account || ' · ' || role || ' · ' || campaign || ' · ' || place FROM account_role
         WHERE account = 'dtv01'",
    ];
    for key in keys {
        let rows = texts(&pristine, key);
        assert!(!rows.is_empty(), "{key}");
        for row in rows {
            assert!(
                said.contains(&format!("Table {row}: names a row that is not in the table account")),
                "{said}"
            );
        }
    }
    let data = after(whole.path(), "DELETE FROM campaign");
    let (_, said) = doctor(data.path());
    assert!(said.contains(&format!("Table saying, row {ID} · 1: names a row")), "{said}");
}
