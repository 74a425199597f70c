//! Domain values as columns and back.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{ErrorCode, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::StoreError;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Database(Arc::new(error)),
        }
    }
}

/// A column of the row.
pub fn get<T: rusqlite::types::FromSql>(row: &Row<'_>, column: usize) -> Result<T, StoreError> {
    Ok(row.get(column)?)
}

/// A time as milliseconds since 1970.
pub fn to_ms(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A time from milliseconds since 1970.
pub fn from_ms(ms: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(ms).map_err(|e| StoreError::unreadable("a time", e))
}

/// A time that may be absent.
pub fn from_ms_option(ms: Option<i64>) -> Result<Option<Timestamp>, StoreError> {
    ms.map(from_ms).transpose()
}

/// JSON text.
pub fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("domain types are plain data")
}

/// A value from JSON text.
pub fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::unreadable(what, e))
}

/// The wire's name of a role, status or decision.
pub fn to_code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => unreachable!("roles, statuses and decisions are texts on the wire"),
    }
}

/// A role, status or decision from the wire's name.
pub fn from_code<T: DeserializeOwned>(what: &'static str, code: String) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(code)).map_err(|e| StoreError::unreadable(what, e))
}
