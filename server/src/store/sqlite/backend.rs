//! Opens the file; readers each have a connection of their own.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Semaphore, broadcast};

use super::migrate::migrate;
use super::transaction::Transaction;
use super::writer::Writer;
use super::{foreign, log, seal};
use crate::secret::{self, Random};
use crate::store::{Backend, Change, Store, StoreError, Work};

/// How many reads run at once; more wait.
const READERS: usize = 8;
/// How many changes a slow listener may lag behind before it is told only the newest.
const CHANGES: usize = 256;
/// What a log that a long read made grow is cut to when it begins anew. SQLite begins it anew at 4 MiB if nobody reads.
const LOG: i64 = 8 << 20;
/// How long another process (a command beside the running server) is waited for.
pub(super) const BUSY: std::time::Duration = std::time::Duration::from_millis(10_000);

/// Opens the store in this file, making or migrating it; a store that has no epoch yet gets a random one.
pub fn open(file: &Path, random: &dyn Random) -> Result<Store, StoreError> {
    foreign::refuse(file)?;
    if log::fault(file)?.is_some() {
        return Err(StoreError::DamagedLog(log::wal_of(file)));
    }
    let mut connection = Connection::open(file)?;
    configure(&connection)?;
    if connection.pragma_query_value::<i64, _>(None, "page_count", |row| row.get(0))? == 0 {
        foreign::begin(&connection, random)?;
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "journal_size_limit", LOG)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // It goes into a header of each answer: nothing but digits may be in it.
    let epoch = migrate(&mut connection, &secret::epoch(random))?;
    if hex::decode(&epoch).is_err() {
        return Err(StoreError::unreadable("the epoch", epoch));
    }
    Ok(with_writer(connection, file, &epoch))
}

/// The store whose writer has this connection to the file.
fn with_writer(connection: Connection, file: &Path, epoch: &str) -> Store {
    let (changes, _) = broadcast::channel(CHANGES);
    let backend = Sqlite {
        connections: Arc::new(Connections {
            readers: Readers { file: file.to_owned(), idle: Mutex::default() },
            writer: Writer::start(connection, changes.clone()),
        }),
        permits: Arc::new(Semaphore::new(READERS)),
        changes,
    };
    Store::new(backend, epoch)
}

/// What every connection needs.
fn configure(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(128);
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
}

struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
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
        work.done(outcome);
    }

    fn take(&self) -> Result<Connection, StoreError> {
        if let Some(idle) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(idle);
        }
        let connection = Connection::open_with_flags(
            &self.file,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        configure(&connection)?;
        Ok(connection)
    }
}

#[cfg(test)]
mod tests;
