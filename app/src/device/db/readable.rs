//! Lists of what is kept: one damaged row shuts out no other.

use super::{Result, StoreError};
use crate::device::protocol::Listed;

/// What can be read of these rows, and how many more there are. What fails for another reason than its row fails.
pub fn readable<T>(rows: impl Iterator<Item = Result<T>>) -> Result<Listed<T>> {
    let mut listed = Listed { rows: Vec::new(), unreadable: 0 };
    for row in rows {
        match row {
            Ok(row) => listed.rows.push(row),
            Err(error) if error.is_of_the_row() => listed.unreadable += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(listed)
}

impl StoreError {
    /// Whether one row is damaged, and not the whole store.
    pub fn is_of_the_row(&self) -> bool {
        match self {
            Self::Unreadable(_) | Self::Value(_) => true,
            Self::Sqlite(error) => matches!(
                error,
                rusqlite::Error::InvalidColumnType(..)
                    | rusqlite::Error::FromSqlConversionFailure(..)
                    | rusqlite::Error::IntegralValueOutOfRange(..)
                    | rusqlite::Error::Utf8Error(..)
            ),
            Self::Unwritable(_) | Self::Problem(_) => false,
        }
    }
}
