//! A day of the calendar, written as `2019-10-15` and in no other way.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::moment;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// The text is no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day written as 2019-10-15: {0}")]
pub struct NoDay(String);

impl Day {
    /// The day as one to reckon with.
    pub fn date(self) -> Date {
        self.0
    }

    /// When it begins in a time zone, and when the next one does; `None` at the end of the calendar.
    pub fn bounds(self, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        let start = |day: Date| Some(day.to_zoned(zone.clone()).ok()?.timestamp());
        Some((start(self.0)?, start(self.0.tomorrow().ok()?)?))
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        moment::day(text).map(Self).ok_or_else(|| NoDay(text.to_owned()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Self, NoDay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_and_ends_where_the_campaign_is() {
        let zone = TimeZone::fixed(jiff::tz::offset(7));
        let (begins, ends) = "2019-12-20".parse::<Day>().unwrap().bounds(&zone).unwrap();
        assert_eq!(begins.to_string(), "2019-12-19T17:00:00Z");
        assert_eq!(ends.to_string(), "2019-12-20T17:00:00Z");
        assert_eq!(Day(Date::MAX).bounds(&zone), None);
    }

    #[test]
    fn a_day_is_read_in_one_way_and_written_as_it_was() {
        let day: Day = "2020-02-29".parse().unwrap();
        assert_eq!(day.to_string(), "2020-02-29");
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2020-02-29\"");
        assert_eq!(serde_json::from_str::<Day>("\"2020-02-29\"").unwrap(), day);
        assert!(day < "2020-03-01".parse().unwrap());
        for wrong in [
            "",
            "2019-02-29",
            "2019-2-1",
            "01/02/2019",
            "2019-10-15T00:00",
            "20191015",
            "+019-10-15",
            " 2019-10-15",
        ] {
            assert_eq!(wrong.parse::<Day>(), Err(NoDay(wrong.to_owned())), "{wrong}");
        }
        let told = serde_json::from_str::<Day>("\"15.10.2019\"").unwrap_err().to_string();
        assert!(told.contains("15.10.2019") && told.contains("2019-10-15"), "{told}");
    }
}
