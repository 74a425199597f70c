//! Why the store could not do it.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

/// Why the store could not do it: never the caller's fault. Cloned for each request of a transaction that failed as a whole.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("the database failed: {0}")]
    Database(Arc<dyn Error + Send + Sync>),
    /// The disk is full: nothing was written, sending again later helps.
    #[error("the disk is full")]
    Full,
    /// Another process works on the file, and has not let go of it for long: trying again later helps.
    #[error("the database is locked by another process")]
    Locked,
    /// Pages of the file are not what SQLite wrote.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The file is there, but shorter than its head says, or than any head: it was cut.
    #[error("{} is cut to {bytes} bytes", file.display())]
    Cut {
        /// Which file.
        file: PathBuf,
        /// How long it is.
        bytes: u64,
    },
    /// The log beside the file is damaged: to open it would throw away what it holds from there on.
    #[error("{} is damaged", .0.display())]
    DamagedLog(PathBuf),
    /// The log beside the file is of another file.
    #[error("{} is not the log of the file beside it", .0.display())]
    Foreign(PathBuf),
    /// What is stored cannot be read back.
    #[error("{what} in the store is not readable: {cause}")]
    Unreadable {
        /// Which thing.
        what: &'static str,
        /// Why.
        cause: String,
    },
    /// The database was written by a newer version of this program.
    #[error("the database has version {found}, this program knows {known}: use the newer program")]
    Newer {
        /// Of the file.
        found: i64,
        /// Of this program.
        known: i64,
    },
    /// The store was shut down, or its work panicked.
    #[error("the store has stopped")]
    Stopped,
}

impl StoreError {
    /// A file could not be made, read or written.
    pub fn file(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::Full,
            _ => Self::Database(Arc::new(error)),
        }
    }

    /// What is stored cannot be read back.
    pub fn unreadable(what: &'static str, cause: impl ToString) -> Self {
        Self::Unreadable { what, cause: cause.to_string() }
    }
}
