//! The clock, the ids and the time zones that the store asks for.

use jiff::Timestamp;
use jiff::tz::Offset;
use uuid::Uuid;

use crate::device::db::Edge;
use crate::platform::{new_id, now, offset};

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

/// The device's clock in milliseconds since 1970.
pub fn now_ms() -> u64 {
    u64::try_from(now().as_millisecond()).unwrap_or_default()
}
