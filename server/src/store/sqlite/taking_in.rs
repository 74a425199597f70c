//! Takes the log into the file beside the writer, who goes on meanwhile: no ballot waits for what is copied, nor for the disk to
//! hold it.
//!
//! SQLite begins its log anew where all of it is in the file when somebody writes, and while ballots come that is never so. So the
//! writer takes in the last of it by itself, when all but a little is done.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::hooks::Wal;
use rusqlite::{Connection, OpenFlags};

use crate::store::StoreError;

/// The log is taken in when it is so long, in bytes: this is SQLite's own choice for the pages that it makes by itself.
const BEGINS: i64 = 4 << 20;
/// So much of it, in bytes, the writer takes in.
const LITTLE: i64 = 256 << 10;
/// Where it grows so long all the same, in bytes, the writer takes in all of it.
const MOST: i64 = 32 << 20;
/// How long to wait where somebody still reads from the log.
const AGAIN: Duration = Duration::from_millis(100);

/// Takes the log into the file until it is dropped.
pub struct TakingIn {
    log: Arc<Log>,
    thread: Option<JoinHandle<()>>,
}

/// How far the log is, in pages.
#[derive(Debug)]
struct Log {
    file: PathBuf,
    page: i64,
    long: AtomicI64,
    taken: AtomicI64,
    over: AtomicBool,
}

/// Who is to take in the log.
#[derive(Debug, PartialEq, Eq)]
enum Turn {
    Nobody,
    Beside,
    Writer,
}

impl TakingIn {
    /// Begins to, beside the writer with this connection to the file.
    pub fn beside(writer: &mut Connection, file: &Path) -> Result<Self, StoreError> {
        let page = writer.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let (long, taken, over) = Default::default();
        let log = Arc::new(Log { file: file.to_owned(), page, long, taken, over });
        let own = Arc::clone(&log);
        let thread = thread::Builder::new().name("store-log".into()).spawn(move || own.take_in());
        let thread = thread.map_err(StoreError::file)?;
        let (told, taker) = (Arc::clone(&log), thread.thread().clone());
        let taking_in = Self { log, thread: Some(thread) };
        writer.wal_hook(Some(move |wal: &mut Wal, long| {
            told.long.store(i64::from(long), Ordering::Release);
            match told.turn() {
                Turn::Nobody => {}
                Turn::Beside => taker.unpark(),
                // Where somebody reads from it, or takes it in just now, a later commit does it.
                Turn::Writer => drop(wal.checkpoint()),
            }
            Ok(())
        }))?;
        Ok(taking_in)
    }
}

impl Drop for TakingIn {
    fn drop(&mut self) {
        self.log.over.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            drop(thread.join());
        }
    }
}

impl Log {
    fn turn(&self) -> Turn {
        let long = self.long.load(Ordering::Acquire);
        if long * self.page < BEGINS {
            // It began anew.
            self.taken.store(0, Ordering::Release);
            return Turn::Nobody;
        }
        let left = long - self.taken.load(Ordering::Acquire).min(long);
        if left * self.page <= LITTLE || long * self.page >= MOST { Turn::Writer } else { Turn::Beside }
    }

    /// Takes it in whenever it is long, until that is over.
    fn take_in(&self) {
        let mut connection = None;
        while !self.over.load(Ordering::Acquire) {
            if self.turn() != Turn::Beside {
                thread::park();
                continue;
            }
            let long = self.long.load(Ordering::Acquire);
            let taken = self.take_in_by(&mut connection).unwrap_or_else(|error| {
                tracing::warn!(%error, "the store's log grows; the writer takes it in later");
                0
            });
            self.taken.store(taken, Ordering::Release);
            if taken < long {
                thread::park_timeout(AGAIN);
            }
        }
    }

    /// Takes in what is there, and tells up to where the file has it.
    fn take_in_by(&self, connection: &mut Option<Connection>) -> Result<i64, StoreError> {
        let own = match connection {
            Some(own) => own,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let own = Connection::open_with_flags(&self.file, flags)?;
                own.pragma_update(None, "synchronous", "FULL")?;
                connection.insert(own)
            }
        };
        let taken: i64 = own.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(2))?;
        Ok(taken.max(0))
    }
}
