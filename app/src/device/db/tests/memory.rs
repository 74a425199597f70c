//! A database that lives while its store is opened again and again, for tests of what drives it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::{Connection, params};
use shared::sync::Entry;
use shared::sync::sim::Line;
use uuid::Uuid;

use super::browser::connect;
use super::tablet::{BEGUN, World};
use crate::device::db::{Store, kept};

/// How many there were; each has a name of its own.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// The database, and the store on it.
pub struct Database {
    name: String,
    /// Keeps the database while no store is open, and can shut the store out.
    other: Connection,
    store: Store,
}

impl Database {
    /// A new one.
    pub fn new() -> Self {
        let nth = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("file:tablet-{nth}?mode=memory&cache=shared");
        Self { other: Connection::open(&name).unwrap(), store: open(&name), name }
    }

    /// The tablet dies and is started again.
    pub fn reopen(&mut self) {
        self.store = open(&self.name);
    }

    /// Does something with the store. `fails`: SQLite gives and takes nothing meanwhile.
    pub fn with_store<T>(&mut self, fails: bool, act: impl FnOnce(&mut Store) -> T) -> T {
        if fails {
            self.other.execute_batch("BEGIN EXCLUSIVE").unwrap();
        }
        let done = act(&mut self.store);
        if fails {
            self.other.execute_batch("ROLLBACK").unwrap();
        }
        done
    }

    /// A finished ballot, as finishing leaves it.
    pub fn insert(&mut self, entry: &Entry, bytes: &[u8]) {
        let sql = "INSERT INTO outbox (id, digest, campaign, form, place, username, finished_ms, active_ms, entry, bytes)
                   VALUES (?1, ?2, ?3, 'P7', '01840', 'lan', ?4, 0, ?5, ?6)";
        let finished: jiff::Timestamp = BEGUN.parse().unwrap();
        let values = params![
            entry.id.to_string(),
            entry.digest.to_string(),
            entry.campaign,
            finished.as_millisecond(),
            kept::write(entry).unwrap(),
            bytes
        ];
        self.store.db.execute(sql, values).unwrap();
    }

    /// Something happens to the rows of the outbox.
    pub fn change(&mut self, sql: &str) {
        self.store.db.execute_batch(sql).unwrap();
    }

    /// What is in the outbox.
    pub fn lines(&self) -> BTreeMap<Uuid, Line> {
        let (entries, unreadable) = self.store.entries().unwrap();
        assert_eq!(unreadable, 0);
        let line = |entry: Entry| {
            let sql = "SELECT bytes FROM outbox WHERE id = ?1";
            let bytes = self.store.db.query_row(sql, [entry.id.to_string()], |row| row.get(0)).unwrap();
            (entry.id, Line { entry, bytes })
        };
        entries.into_iter().map(line).collect()
    }
}

fn open(name: &str) -> Store {
    Store::open(connect(name), Box::new(World::new()), "test".to_owned()).unwrap()
}
