//! Tells whether a -wal belongs to the file beside which it lies. SQLite itself does not look: it would lay the pages of
//! one store over another (a backup put beside what a killed server left), and answer on as if nothing had happened.
//!
//! Every transaction counts the file's `application_id` on by one, so each -wal begins with the number that follows the
//! file's, and until the next begins the file never has one that is not in it. A restored store begins at a random number.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::secret::Random;
use crate::store::StoreError;

/// Where a page of the first number holds `application_id`.
const COUNT_AT: usize = 68;
const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
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
        let before = read(&wal, HEADER)?;
        let count = read(file, COUNT_AT + 4)?;
        let after = read(&wal, usize::MAX)?;
        if before.len() == HEADER && after.starts_with(&before) {
            if belongs(&after, number(&count, COUNT_AT)) {
                return Ok(());
            }
            // Whoever closes the file cuts its log, perhaps while it was read here: only what stands still is foreign.
            if read(&wal, usize::MAX)? == after && read(file, COUNT_AT + 4)? == count {
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

/// SQLite's log of a file.
pub fn wal_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The first bytes of a file; none where there is no file.
fn read(file: &Path, limit: usize) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(limit as u64).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::file(error)),
        Err(_) | Ok(_) => Ok(bytes),
    }
}

/// Whether a file with this count may take up the -wal: what SQLite would take from it counts on from there. An empty
/// file has no count.
fn belongs(wal: &[u8], count: Option<u32>) -> bool {
    let counts = committed(wal).unwrap_or_default();
    let Some(first) = counts.first() else { return true };
    count.is_some_and(|count| count == first.wrapping_sub(1) || counts.contains(&count))
}

/// The counts in the first pages of the committed frames: those that SQLite would take up, found by its own rules.
fn committed(wal: &[u8]) -> Option<Vec<u32>> {
    let big_endian = match number(wal, 0)? {
        0x377f_0682 => false,
        0x377f_0683 => true,
        _ => return None,
    };
    let page = usize::try_from(number(wal, 8)?).ok().filter(|page| page.is_power_of_two() && *page >= 512)?;
    let mut sum = Sum { big_endian, parts: (0, 0) };
    sum.add(&wal[..24]);
    if sum.parts != (number(wal, 24)?, number(wal, 28)?) {
        return None;
    }
    let (mut counts, mut seen) = (Vec::new(), Vec::new());
    for frame in wal[HEADER..].chunks_exact(FRAME_HEADER + page) {
        sum.add(&frame[..8]);
        sum.add(&frame[FRAME_HEADER..]);
        let ours = frame[8..16] == wal[16..24];
        if !ours || sum.parts != (number(frame, 16)?, number(frame, 20)?) {
            break;
        }
        if number(frame, 0)? == 1 {
            seen.push(number(frame, FRAME_HEADER + COUNT_AT)?);
        }
        if number(frame, 4)? != 0 {
            counts.append(&mut seen);
        }
    }
    Some(counts)
}

/// A number of four bytes, the most significant first.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// SQLite's checksum over header and frames.
struct Sum {
    big_endian: bool,
    parts: (u32, u32),
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        for pair in bytes.chunks_exact(8) {
            let [first, second] = [0, 4].map(|at| {
                let word = pair[at..at + 4].try_into().expect("four bytes");
                if self.big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
            });
            self.parts.0 = self.parts.0.wrapping_add(first).wrapping_add(self.parts.1);
            self.parts.1 = self.parts.1.wrapping_add(second).wrapping_add(self.parts.0);
        }
    }
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
