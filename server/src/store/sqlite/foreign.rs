//! Tells whether a -wal belongs to the file beside which it lies. SQLite itself does not look: it would lay the pages of
//! one store over another (a backup put beside what a killed server left), and answer on as if nothing had happened.
//!
//! Every transaction counts the file's `application_id` on by one, so each -wal begins with the number that follows the
//! file's, and until the next begins the file never has one that is not in it. A restored store begins at a random number.

use std::path::Path;

use rusqlite::Connection;

use super::log::{self, COUNT_AT, HEADER, number, start_of, wal_of};
use crate::secret::Random;
use crate::store::StoreError;

/// How often it is looked again, where a running server began another -wal under our eyes.
const LOOKS: usize = 10;

/// Counts the running transaction: to be done first in each that writes.
pub fn count(connection: &Connection) -> Result<(), StoreError> {
    let count: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    Ok(connection.pragma_update(None, "application_id", count.wrapping_add(1))?)
}

/// Lets a store that no -wal can belong to begin to count.
pub fn begin(connection: &Connection, random: &dyn Random) -> Result<(), StoreError> {
    let mut bytes = [0; 4];
    random.fill(&mut bytes);
    Ok(connection.pragma_update(None, "application_id", i32::from_ne_bytes(bytes))?)
}

/// Refuses a file beside a -wal that is not its own. Others may work on both meanwhile.
pub fn refuse(file: &Path) -> Result<(), StoreError> {
    let wal = wal_of(file);
    for _ in 0..LOOKS {
        // The file is read between two looks at the -wal: what was in the first is then in the second, too.
        let before = start_of(&wal, HEADER)?;
        let count = start_of(file, COUNT_AT + 4)?;
        let after = start_of(&wal, usize::MAX)?;
        if before.len() == HEADER && after.starts_with(&before) {
            if belongs(&after, number(&count, COUNT_AT)) {
                return Ok(());
            }
            // Whoever closes the file cuts its log, perhaps while it was read here: only what stands still is foreign.
            if start_of(&wal, usize::MAX)? == after && start_of(file, COUNT_AT + 4)? == count {
                return Err(StoreError::Foreign(wal));
            }
            continue;
        }
        if before.len() < HEADER && after.len() < HEADER {
            return Ok(());
        }
    }
    // Whoever begins one -wal after the other has looked before.
    Ok(())
}

/// Whether a file with this count may take up the -wal: what SQLite would take from it counts on from there. An empty
/// file has no count.
fn belongs(wal: &[u8], count: Option<u32>) -> bool {
    let counts = log::read(wal).counts;
    let Some(first) = counts.first() else { return true };
    count.is_some_and(|count| count == first.wrapping_sub(1) || counts.contains(&count))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use tempfile::TempDir;

    use super::*;
    use crate::secret::SystemRandom;

    /// Opens the file, writes some, and closes it, which cuts the log.
    fn write_and_close(file: &Path) {
        let connection = Connection::open(file).unwrap();
        connection.pragma_update(None, "synchronous", "OFF").unwrap();
        for _ in 0..30 {
            let transaction = connection.unchecked_transaction().unwrap();
            count(&transaction).unwrap();
            transaction.execute("INSERT INTO t VALUES (randomblob(20000))", []).unwrap();
            transaction.commit().unwrap();
        }
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    }

    #[test]
    fn a_log_that_its_own_store_is_cutting_is_not_foreign() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("db");
        let connection = Connection::open(&file).unwrap();
        begin(&connection, &SystemRandom).unwrap();
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        connection.execute_batch("CREATE TABLE t (x)").unwrap();
        drop(connection);
        let closed = AtomicBool::new(false);
        std::thread::scope(|threads| {
            threads.spawn(|| {
                (0..40).for_each(|_| write_and_close(&file));
                closed.store(true, Ordering::SeqCst);
            });
            while !closed.load(Ordering::SeqCst) {
                refuse(&file).unwrap();
            }
        });
    }
}
