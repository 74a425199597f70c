//! Opens the file; readers each have a connection of their own.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempPath;
use tokio::sync::{Semaphore, broadcast};

use super::migrate::migrate;
use super::syncing::OnDisk;
use super::transaction::Transaction;
use super::writer::Writer;
use super::{foreign, log, seal};
use crate::folder;
use crate::secret::{self, Random};
use crate::store::{Backend, Change, Store, StoreError, Work};
use crate::workshop::Workshop;

/// How many reads run at once; more wait.
const READERS: usize = 8;
/// How many changes a slow listener may lag behind before it is told only the newest.
const CHANGES: usize = 256;
/// The size of a page in a store that is made here. A ballot that comes alone changes a little in many tables, and each change
/// is written as a page: small ones write a third as much, and a ballot still lies in few.
const PAGE: i64 = 1024;
/// How long the head of SQLite's files is: page size at byte 16, number of pages at byte 28.
const HEAD: usize = 100;
/// What a log that a long read made grow is cut to when it begins anew, as it does at some 4 MiB if nobody reads.
const LOG: i64 = 8 << 20;
/// How long another process (a command beside the running server) is waited for.
pub(super) const BUSY: Duration = Duration::from_millis(10_000);
/// How often.
const ASKED_AGAIN: Duration = Duration::from_millis(1);

/// Opens the store in this file, making or migrating it; a store that has no epoch yet gets a random one. To SQLite an empty
/// file is a new store: here it is one that was cut, for what is made here has its name only when it is whole.
pub fn open(file: &Path, random: &dyn Random) -> Result<Store, StoreError> {
    foreign::refuse(file)?;
    if log::fault(file)?.is_some() {
        return Err(StoreError::DamagedLog(log::wal_of(file)));
    }
    match fs::metadata(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => make(file, random)?,
        _ => refuse_cut(file)?,
    }
    // A process that was killed may have left a log that was to be emptied.
    let has_log = has_log(file);
    let mut connection = Connection::open(file)?;
    configure(&mut connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // What was deleted is overwritten: a draft of a respondent, a session.
    connection.pragma_update(None, "secure_delete", "ON")?;
    // It goes into a header of each answer: nothing but digits may be in it.
    let epoch = migrate(&mut connection, &secret::epoch(random))?;
    // Not before: a file that is refused stays as it was, to the byte.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "journal_size_limit", LOG)?;
    if hex::decode(&epoch).is_err() {
        return Err(StoreError::unreadable("the epoch", epoch));
    }
    // From here on it is waited for the disk beside the writer. SQLite still waits where the file would break otherwise.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // It makes the log as it first reads the file so.
    connection.pragma_query_value(None, "schema_version", |_| Ok(()))?;
    let log = File::open(log::wal_of(file)).map_err(StoreError::file)?;
    Ok(with_writer(connection, file, &epoch, (OnDisk::new(log), has_log)))
}

/// Refuses a file that is shorter than its head says.
pub fn refuse_cut(file: &Path) -> Result<(), StoreError> {
    let bytes = fs::metadata(file).map_err(StoreError::file)?.len();
    match whole_length(file).map_err(StoreError::file)? {
        whole if bytes < whole => Err(StoreError::Cut { file: file.to_owned(), bytes }),
        _ => Ok(()),
    }
}

/// Whether a log lies beside the file.
fn has_log(file: &Path) -> bool {
    fs::metadata(log::wal_of(file)).is_ok_and(|about| about.len() > 0)
}

/// How long a file must be at least: as many pages as its head says. Beside a log the head may be ahead of the rest: then
/// its own length is all that is asked.
fn whole_length(file: &Path) -> io::Result<u64> {
    let mut head = [0; HEAD];
    let read = File::open(file)?.take(HEAD as u64).read(&mut head)?;
    if read < HEAD || has_log(file) {
        return Ok(HEAD as u64);
    }
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 1 << 16,
        bytes => u64::from(bytes),
    };
    let pages = u32::from_be_bytes([head[28], head[29], head[30], head[31]]);
    Ok(u64::from(pages) * page)
}

/// Makes an empty store. It holds answers of citizens and hashes of passwords: it is its owner's alone, and SQLite's other
/// files take the permissions of the first.
fn make(file: &Path, random: &dyn Random) -> Result<(), StoreError> {
    let workshop = Workshop::new(folder::parent(file), "new").map_err(StoreError::file)?;
    let made = workshop.path().join("store");
    folder::private().write(true).create_new(true).open(&made).map_err(StoreError::file)?;
    let mut connection = Connection::open(&made)?;
    configure(&mut connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "page_size", PAGE)?;
    foreign::begin(&connection, random)?;
    migrate(&mut connection, &secret::epoch(random))?;
    connection.close().map_err(|(_, error)| error)?;
    match TempPath::try_from_path(made).map_err(StoreError::file)?.persist_noclobber(file) {
        // Another process was first.
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        named => {
            named.map_err(|error| StoreError::file(error.error))?;
            folder::sync_down_to(folder::parent(file), file).map_err(StoreError::file)
        }
    }
}

/// The store whose writer has this connection to the file.
fn with_writer(
    connection: Connection,
    file: &Path,
    epoch: &str,
    (on_disk, has_log): (OnDisk, bool),
) -> Store {
    let (changes, _) = broadcast::channel(CHANGES);
    let on_disk = Arc::new(on_disk);
    let backend = Sqlite {
        connections: Arc::new(Connections {
            readers: Readers {
                file: file.to_owned(),
                on_disk: Arc::clone(&on_disk),
                idle: Mutex::default(),
                watch: Mutex::default(),
            },
            writer: Writer::start(connection, file, (on_disk, changes.clone()), has_log),
        }),
        permits: Arc::new(Semaphore::new(READERS)),
        changes,
    };
    Store::new(backend, epoch)
}

/// Waits for another process, and asks again so often that a gap of a few milliseconds between two writes of it is not missed:
/// SQLite's own way sleeps up to a tenth of a second.
pub(super) fn wait(times: i32) -> bool {
    thread::sleep(ASKED_AGAIN);
    u128::try_from(times).is_ok_and(|times| times * ASKED_AGAIN.as_millis() < BUSY.as_millis())
}

/// What every connection needs.
fn configure(connection: &mut Connection) -> Result<(), StoreError> {
    connection.busy_handler(Some(wait))?;
    connection.set_prepared_statement_cache_capacity(128);
    // Else SQLite prepares a kept statement anew whenever its parameters are cleared, as its plan might hang on them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    seal::register(connection)?;
    Ok(())
}

struct Sqlite {
    connections: Arc<Connections>,
    permits: Arc<Semaphore>,
    changes: broadcast::Sender<Change>,
}

/// Held by the store and by each running read: who lets go last closes them. The writer goes last of all; it takes the
/// log into the file, so that one whole file is left.
struct Connections {
    readers: Readers,
    writer: Writer,
}

impl Backend for Sqlite {
    fn write(&self, work: Box<dyn Work>) {
        self.connections.writer.take_up(work);
    }

    fn read(&self, work: Box<dyn Work>) {
        let (connections, permits) = (Arc::clone(&self.connections), Arc::clone(&self.permits));
        tokio::spawn(async move {
            let permit = permits.acquire_owned().await;
            tokio::task::spawn_blocking(move || {
                connections.readers.run(work);
                drop(permit);
            });
        });
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    fn stamp(&self) -> Option<i64> {
        self.connections.readers.stamp()
    }
}

struct Readers {
    file: PathBuf,
    on_disk: Arc<OnDisk>,
    idle: Mutex<Vec<Connection>>,
    /// Tells whether anybody wrote; one and the same for ever, as its numbers mean nothing to another.
    watch: Mutex<Option<Connection>>,
}

impl Readers {
    fn run(&self, mut work: Box<dyn Work>) {
        let outcome = self.take().and_then(|connection| {
            let transaction = connection.unchecked_transaction()?;
            work.run(&Transaction::new(&transaction));
            transaction.commit()?;
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            Ok(())
        });
        // What it saw may be lost with the power until the disk has it: nobody is told of it before.
        work.done(outcome.and_then(|()| self.on_disk.wait()));
    }

    fn take(&self) -> Result<Connection, StoreError> {
        if let Some(idle) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(idle);
        }
        self.open()
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let mut connection = Connection::open_with_flags(
            &self.file,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        configure(&mut connection)?;
        Ok(connection)
    }

    fn stamp(&self) -> Option<i64> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if watch.is_none() {
            let connection = self.open().ok()?;
            // Whoever asks does not wait: then it cannot be told.
            connection.busy_timeout(Duration::ZERO).ok()?;
            *watch = Some(connection);
        }
        let version =
            watch.as_ref()?.prepare_cached("PRAGMA data_version").ok()?.query_row([], |row| row.get(0));
        version.ok()
    }
}

#[cfg(test)]
mod tests;
