//! Dates and times: read, counted in days since 1970, written.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::value::decimal;
use crate::form::Moment;
use crate::message::{self, Language};
use crate::moment::{day, local, moment};

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

/// Where a clock that shows no offset stands: a zone, or the one offset of an interview, which needs no zone's rules.
pub(in crate::form) trait Zone {
    /// The moment at which the clock shows this.
    fn instant(&self, local: DateTime) -> Option<Timestamp>;
}

impl Zone for TimeZone {
    fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.to_timestamp(local).ok()
    }
}

impl Zone for Offset {
    fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.to_timestamp(local).ok()
    }
}

/// A date, or a date and time, at its place in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stamp {
    at: Timestamp,
    /// The day that is written, where no time is.
    pub day: Option<Date>,
}

/// The day of a text that is a date, a date and time, or a number of days. A text says which day it means: with an offset it is not
/// the day that it was then where the machine stands.
pub(in crate::form) fn whole_day(text: &str, zone: &TimeZone) -> Option<String> {
    let day = match decimal(text.trim()) {
        Some(days) => Stamp::after(days)?.at.to_zoned(zone.clone()).date(),
        None => Stamp::strictly(text, zone).and_then(|_| day(text.get(..10)?))?,
    };
    Some(day.to_string())
}

/// Whether a text is a time as questions store it: `09:05:07.123+07:00`, perhaps without a fraction or an offset.
pub(in crate::form) fn is_time(text: &str) -> bool {
    let (clock, offset) = text.split_at(text.find(['Z', '+', '-']).unwrap_or(text.len()));
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let in_day = pairs(clock).is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second <= 60);
    let in_second = (1..=9).contains(&fraction.len()) && fraction.bytes().all(|digit| digit.is_ascii_digit());
    let away =
        || pairs(offset.strip_prefix(['+', '-'])?).filter(|[hours, minutes]| *hours < 15 && *minutes < 60);
    in_day && in_second && (matches!(offset, "" | "Z") || away().is_some())
}

/// Whether a text is a date and a time as questions store them.
pub(in crate::form) fn is_moment(text: &str) -> bool {
    text.split_once('T').is_some_and(|(date, time)| day(date).is_some() && is_time(time))
}

/// Numbers of two digits with colons between them.
fn pairs<const N: usize>(text: &str) -> Option<[u8; N]> {
    let number = |part: &str| {
        let plain = part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    text.split(':').map(number).collect::<Option<Vec<u8>>>()?.try_into().ok()
}

impl Stamp {
    /// A date as forms keep it: `2019-01-05`, or with a time and perhaps an offset.
    pub fn strictly(text: &str, zone: &dyn Zone) -> Option<Self> {
        if let Some(day) = day(text) {
            // The last day of the calendar begins behind the last moment that there is, but east of Greenwich.
            let at = zone.instant(day.into()).or_else(|| (day == Date::MAX).then_some(Timestamp::MAX));
            return Some(Self { at: at?, day: Some(day) });
        }
        // A time has minutes, and a date its dashes.
        let apart = [(4, b'-'), (7, b'-'), (13, b':')];
        let shaped = apart.iter().all(|(at, sign)| text.as_bytes().get(*at) == Some(sign)) && is_clock(text);
        let read = || moment(text).or_else(|| zone.instant(local(text)?));
        shaped.then(read).flatten().map(Self::from)
    }

    /// A date as people write it: `2019-1-5` too.
    pub fn read(text: &str, zone: &dyn Zone) -> Option<Self> {
        let text = text.trim();
        let (day, time) = text.split_at(text.find(['T', ' ']).unwrap_or(text.len()));
        Self::strictly(&format!("{}{time}", date(day)?), zone)
    }

    /// So many days after 1970 began in Greenwich.
    pub fn after(days: f64) -> Option<Self> {
        let at = (days * DAY_MS).round();
        // Beyond these no calendar goes, and NaN is in no range.
        (-4e14..4e14)
            .contains(&at)
            .then(|| Timestamp::from_millisecond(at as i64).ok())
            .flatten()
            .map(Self::from)
    }

    /// The days since 1970 began in Greenwich, with the part of the day.
    pub fn days(self) -> f64 {
        self.at.as_millisecond() as f64 / DAY_MS
    }

    /// The date alone where it is midnight, else with time and offset.
    pub fn text(self, zone: &TimeZone) -> String {
        let moment = Moment { at: self.at, offset: zone.to_offset(self.at) };
        let local = moment.offset.to_datetime(self.at);
        if local.time() == Time::midnight() { local.date().to_string() } else { moment.text() }
    }

    /// Written by a format of `%` and letters.
    pub fn format(self, format: &str, zone: &TimeZone, language: Language) -> Option<String> {
        let local = zone.to_datetime(self.at);
        let mut letters = format.chars();
        let mut shown = String::new();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                shown.push(letter);
                continue;
            }
            shown.push_str(&directive(letters.next()?, local, self.at, zone, language)?);
        }
        Some(shown)
    }
}

impl From<Timestamp> for Stamp {
    fn from(at: Timestamp) -> Self {
        Self { at, day: None }
    }
}

fn directive(
    letter: char,
    local: DateTime,
    at: Timestamp,
    zone: &TimeZone,
    language: Language,
) -> Option<String> {
    let named = |key: &str, n: i8| message::text(language, &format!("date.{key}.{n}"), &[]);
    Some(match letter {
        '%' => "%".to_owned(),
        'Y' => format!("{:04}", local.year()),
        'y' => format!("{:02}", local.year().rem_euclid(100)),
        'm' => format!("{:02}", local.month()),
        'n' => local.month().to_string(),
        'B' => named("month", local.month()),
        'b' => named("month_short", local.month()),
        'd' => format!("{:02}", local.day()),
        'e' => local.day().to_string(),
        'H' => format!("{:02}", local.hour()),
        'h' => local.hour().to_string(),
        'M' => format!("{:02}", local.minute()),
        'S' => format!("{:02}", local.second()),
        '3' => format!("{:03}", local.millisecond()),
        'A' => named("weekday", local.weekday().to_sunday_zero_offset()),
        'a' => named("weekday_short", local.weekday().to_sunday_zero_offset()),
        'w' => local.weekday().to_sunday_zero_offset().to_string(),
        'W' => local.date().iso_week_date().week().to_string(),
        'Z' => {
            let text = Moment { at, offset: zone.to_offset(at) }.text();
            text[text.len() - 6..].to_owned()
        }
        _ => return None,
    })
}

/// What a format holds that is not known, if anything: a letter behind `%`, or `%` at the end.
pub(super) fn unknown_directive(format: &str) -> Option<String> {
    let mut letters = format.chars();
    while letters.any(|letter| letter == '%') {
        match letters.next() {
            Some(letter) if "%YymnBbdeHhMS3AawWZ".contains(letter) => {}
            other => return Some(format!("%{}", other.map(String::from).unwrap_or_default())),
        }
    }
    None
}

/// The part of the day that a time of the day is, in the zone as it is now.
pub(super) fn part_of_day(text: &str, zone: &TimeZone, now: Timestamp) -> Option<f64> {
    let here = zone.to_offset(now);
    let read = Stamp::strictly(&format!("1970-01-02T{}", text.trim()), &here)?;
    let since = here.to_datetime(read.at).time().duration_since(Time::midnight());
    Some(since.as_millis() as f64 / DAY_MS)
}

/// Whether the time and the offset of a moment are what clocks show: no 60th second, and no offset of a day or more.
fn is_clock(text: &str) -> bool {
    let time = text.get(11..).unwrap_or_default();
    let offset = time.split_once(['+', '-']).and_then(|(_, offset)| offset.get(..2));
    time.get(5..8) != Some(":60") && offset.is_none_or(|hours| hours < "24")
}

/// A date as people write it: a month and a day may have one digit.
fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |text: &str, most: usize| {
        let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<i16>().ok()).flatten()
    };
    let year = number(year, 4).filter(|_| year.len() == 4 && parts.next().is_none())?;
    Date::new(year, number(month, 2)? as i8, number(day, 2)? as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_is_not_read() {
        let zone = TimeZone::fixed(jiff::tz::offset(7));
        for text in
            ["abc", "2019-02-30", "2019-13-01", "19-1-5", "2019-1", "2019-1-5-1", "2019-01-05T25:00", ""]
        {
            assert_eq!(Stamp::read(text, &zone), None, "{text}");
        }
        for (text, shown) in [
            ("2019-1-5", "2019-01-05"),
            ("2019-01-05T00:00:00+07:00", "2019-01-05"),
            ("2019-01-05T08:30", "2019-01-05T08:30:00.000+07:00"),
            ("2019-01-05T08:30:00.5Z", "2019-01-05T15:30:00.500+07:00"),
            ("2019-01-05 08:30:00+0800", "2019-01-05T07:30:00.000+07:00"),
        ] {
            assert_eq!(Stamp::read(text, &zone).unwrap().text(&zone), shown, "{text}");
        }
        assert_eq!(Stamp::after(f64::NAN), None);
        assert_eq!(Stamp::after(1e300), None);
    }

    #[test]
    fn a_day_is_the_one_that_is_written_wherever_it_is_read() {
        for zone in [-8, 0, 7].map(|hours| TimeZone::fixed(jiff::tz::offset(hours))) {
            for text in [
                "2026-03-01",
                "2026-03-01T00:00:00.000+07:00",
                "2026-03-01T23:30:00-05:00",
                "2026-03-01T12:00",
            ] {
                assert_eq!(whole_day(text, &zone).as_deref(), Some("2026-03-01"), "{text}");
            }
        }
        assert_eq!(whole_day("20513", &TimeZone::UTC).as_deref(), Some("2026-03-01"));
        assert_eq!(whole_day("2026-03-01T25:00", &TimeZone::UTC), None);
    }

    #[test]
    fn the_last_day_of_the_calendar_is_a_day_in_every_zone() {
        for zone in [-8, 0, 7].map(|hours| TimeZone::fixed(jiff::tz::offset(hours))) {
            assert_eq!(whole_day("9999-12-31", &zone).as_deref(), Some("9999-12-31"));
            let days = |text: &str| Stamp::read(text, &zone).unwrap().days();
            assert!(days("9999-12-30") < days("9999-12-31"));
        }
    }

    #[test]
    fn formats_are_written_in_the_language_that_is_shown() {
        let zone = TimeZone::fixed(jiff::tz::offset(7));
        let stamp = Stamp::read("2019-01-05T08:03:09.007", &zone).unwrap();
        let all = "%Y %y %m %n %B %b %d %e %H %h %M %S %3 %A %a %w %W %Z %%";
        assert_eq!(unknown_directive(all), None);
        assert_eq!(
            stamp.format(all, &zone, Language::En).unwrap(),
            "2019 19 01 1 January Jan 05 5 08 8 03 09 007 Saturday Sat 6 1 +07:00 %"
        );
        assert_eq!(stamp.format("%a %b", &zone, Language::Vi).unwrap(), "Th 7 thg 1");
        // JavaRosa 5.1.0 and openrosa-xpath-evaluator 3.1.0 raise at %q, @getodk/xforms-engine 0.22.0 leaves it as text.
        assert_eq!(stamp.format("%q", &zone, Language::En), None);
        assert_eq!(
            (unknown_directive("%Y%q"), unknown_directive("%")),
            (Some("%q".into()), Some("%".into()))
        );
    }
}
