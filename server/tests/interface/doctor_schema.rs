//! `parindex doctor` and the structure of the file: what is missing, added or different is named, and said in words.

use rusqlite::Connection;
use server::folder::STORE;
use tempfile::TempDir;

use crate::doctor::{doctor, store, texts};
use crate::doctor_missing::{after, named_by_all};
use crate::process::parindex;

#[tokio::test(flavor = "multi_thread")]
async fn every_table_index_trigger_and_view_that_is_dropped_is_named_by_every_command() {
    let whole = store().await;
    let things =
        "SELECT upper(type) || ' ' || name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name";
    let things = texts(&Connection::open(whole.path().join(STORE)).unwrap(), things);
    for known in ["INDEX ballot_once", "TABLE ballot", "TABLE standing", "TABLE roll"] {
        assert!(things.iter().any(|it| it == known), "{things:?}");
    }
    for what in things {
        let data = after(whole.path(), &format!("DROP {what}"));
        named_by_all(data.path(), &what);
        assert!(doctor(data.path()).1.contains(&format!("{what} is missing")), "{what}");
        // Nothing is built upon what lacks a part.
        let passwd = parindex(data.path(), &["account", "passwd", "admin"]);
        assert!(String::from_utf8_lossy(&passwd.stderr).contains(&what), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_added_or_built_otherwise_is_named_by_every_command() {
    let whole = store().await;
    for (statement, what) in [
        ("CREATE TABLE mine (x)", "TABLE mine"),
        ("CREATE VIEW mine AS SELECT * FROM ballot", "VIEW mine"),
        ("CREATE INDEX mine ON ballot (received)", "INDEX mine"),
        ("CREATE TRIGGER mine AFTER INSERT ON ballot BEGIN DELETE FROM review; END", "TRIGGER mine"),
        (
            "DROP INDEX ballot_once; CREATE INDEX ballot_once ON ballot (campaign, id, digest)",
            "INDEX ballot_once",
        ),
        ("ALTER TABLE review ADD COLUMN mine TEXT", "TABLE review"),
        ("DROP INDEX ballot_once; CREATE VIEW ballot_once AS SELECT 1", "INDEX ballot_once"),
    ] {
        named_by_all(after(whole.path(), statement).path(), what);
    }
    // What SQLite itself adds, and how it writes what it copies, is nobody's.
    for statement in ["ANALYZE", "VACUUM", "PRAGMA optimize"] {
        assert_eq!(doctor(after(whole.path(), statement).path()), (true, String::new()), "{statement}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_is_not_the_files_is_said_in_words() {
    let whole = store().await;
    for version in [0, 1, 3, 5, 99, -1] {
        let data = after(whole.path(), &format!("PRAGMA user_version = {version}"));
        let target = TempDir::new().unwrap();
        let name = target.path().join("backup.zip").display().to_string();
        for arguments in [&["doctor"][..], &["backup", &name], &["rebuild"], &["account", "passwd", "admin"]]
        {
            let output = parindex(data.path(), arguments);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{version}: {said}");
            let words = match version {
                99 => said.contains("newer parindex (version 99"),
                0 | -1 => said.contains("no tables, or none"),
                _ => said.contains("TABLE "),
            };
            let raw = ["no such", "already exists", "logic error"].iter().any(|raw| said.contains(raw));
            assert!(words && !raw, "{version} {arguments:?}: {said}");
        }
    }
    let data = TempDir::new().unwrap();
    std::fs::write(data.path().join(STORE), "").unwrap();
    let (right, said) = doctor(data.path());
    assert!(!right && said.contains("has no tables"), "{said}");
}
