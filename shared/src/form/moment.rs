//! Points in time as people see them. The clock is a parameter.

use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

use crate::moment::{day, moment};

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

/// A point in time as the tablet's wall clock shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The point in time.
    pub at: Timestamp,
    /// The distance of local time from UTC.
    pub offset: Offset,
}

impl Moment {
    /// The local day, such as `2019-11-05`: `today()`.
    pub fn day(&self) -> String {
        self.offset.to_datetime(self.at).date().to_string()
    }

    /// The local time with its offset, such as `2019-11-05T15:59:00.000+07:00`: `now()`.
    pub fn text(&self) -> String {
        let local = self.offset.to_datetime(self.at);
        let minutes = self.offset.seconds() / 60;
        format!(
            "{}T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}",
            local.date(),
            local.hour(),
            local.minute(),
            local.second(),
            local.millisecond(),
            if minutes < 0 { '-' } else { '+' },
            minutes.abs() / 60,
            minutes.abs() % 60,
        )
    }
}

impl From<&Zoned> for Moment {
    fn from(zoned: &Zoned) -> Self {
        Self { at: zoned.timestamp(), offset: zoned.offset() }
    }
}

/// Days since 1970-01-01T00:00Z of an ISO date (its midnight at `offset`) or of an ISO date and time.
pub(super) fn days(text: &str, offset: Offset) -> Option<f64> {
    let at = if text.contains('T') { moment(text)? } else { offset.to_timestamp(day(text)?.into()).ok()? };
    Some(at.as_millisecond() as f64 / DAY_MS)
}

/// Whether a text is an ISO date, such as `2019-11-05`.
pub fn is_day(text: &str) -> bool {
    day(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_place_and_not_of_greenwich() {
        let at: Timestamp = "2019-11-04T17:30:00.5Z".parse().unwrap();
        let here = Moment { at, offset: jiff::tz::offset(7) };
        assert_eq!(here.day(), "2019-11-05");
        assert_eq!(here.text(), "2019-11-05T00:30:00.500+07:00");
        assert_eq!(Moment { at, offset: jiff::tz::offset(-3) }.text(), "2019-11-04T14:30:00.500-03:00");
    }

    #[test]
    fn days_are_counted_from_the_local_midnight() {
        assert_eq!(days("1970-01-02", Offset::UTC), Some(1.0));
        assert_eq!(days("1970-01-01T12:00:00Z", jiff::tz::offset(7)), Some(0.5));
        assert_eq!(days("1970-01-02", jiff::tz::offset(-6)), Some(1.25));
        assert_eq!(days("19700102", Offset::UTC), None);
        assert_eq!(days("1970-02-30", Offset::UTC), None);
    }
}
