//! The clock, the ids and the time zones that the store asks for.

use jiff::Timestamp;
use jiff::tz::Offset;
use uuid::Uuid;

use crate::device::db::Edge;
use crate::platform::{now, offset};

/// The browser.
pub struct Browser;

impl Edge for Browser {
    fn now(&self) -> Timestamp {
        now()
    }

    fn new_id(&self) -> Uuid {
        new_id()
    }

    fn offset(&self, timezone: &str, at: Timestamp) -> Offset {
        offset(timezone, at)
    }
}

/// A new id, UUIDv7.
pub fn new_id() -> Uuid {
    let now = now();
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
    Uuid::new_v7(uuid::Timestamp::from_unix_time(seconds, nanos, 0, 0))
}

/// The device's clock in milliseconds since 1970.
pub fn now_ms() -> u64 {
    u64::try_from(now().as_millisecond()).unwrap_or_default()
}
