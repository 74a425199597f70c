//! Points in time as people see them. The clock is a parameter.

use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

use crate::day::Day;
use crate::moment::day;

/// A point in time as the tablet's wall clock shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The point in time.
    pub at: Timestamp,
    /// The distance of local time from UTC.
    pub offset: Offset,
}

impl Moment {
    /// The local day.
    pub fn date(&self) -> Day {
        Day::from(self.offset.to_datetime(self.at).date())
    }

    /// The same as text, such as `2019-11-05`: `today()`.
    pub fn day(&self) -> String {
        self.date().to_string()
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
}
