//! Ids of what is said here.

use uuid::Uuid;

use super::now;

/// A new id, UUIDv7.
pub fn new_id() -> Uuid {
    let now = now();
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
    Uuid::new_v7(uuid::Timestamp::from_unix_time(seconds, nanos, 0, 0))
}
