//! What can go wrong in the store, and what people are told.

use rusqlite::ErrorCode;
use shared::problem::Problem;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says no.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// Something kept is not readable.
    #[error("not readable: {0}")]
    Unreadable(#[from] shared::json::Unlike),
    /// Something cannot be written as text.
    #[error("not writable: {0}")]
    Unwritable(#[from] serde_json::Error),
    /// A value that was kept is not one of its kind.
    #[error("{0} is not what it should be")]
    Value(&'static str),
    /// A person can act on it.
    #[error(transparent)]
    Problem(#[from] Problem),
}

/// What the store returns.
pub type Result<T> = std::result::Result<T, StoreError>;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Problem(problem) => problem,
            StoreError::Sqlite(rusqlite::Error::SqliteFailure(failure, _))
                if failure.code == ErrorCode::DiskFull =>
            {
                Self::new("store.full")
            }
            StoreError::Sqlite(rusqlite::Error::SqliteFailure(failure, _))
                if matches!(failure.code, ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) =>
            {
                Self::new("store.lost").with("why", error)
            }
            other => Self::new("store.failed").with("why", other),
        }
    }
}
