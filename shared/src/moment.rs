//! Moments and days as text, read without words for what is wrong: jiff's reader brings a thirtieth of a first load along.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::de::{Deserialize, Deserializer, Error};

/// A day written as `2019-10-15`.
pub fn day(text: &str) -> Option<Date> {
    let mut rest = Rest(text.as_bytes());
    let day = rest.day(true)?;
    rest.0.is_empty().then_some(day)
}

/// What a clock shows, written as `2019-10-15T08:05:59`.
pub fn local(text: &str) -> Option<DateTime> {
    let mut rest = Rest(text.as_bytes());
    let local = rest.local()?;
    rest.0.is_empty().then_some(local)
}

/// A moment in RFC 3339, such as `2019-10-15T08:05:59.5+07:00`, or in another way that jiff reads. In the browser those with a
/// year of six digits, a zone's name or seconds of an offset are none.
pub fn moment(text: &str) -> Option<Timestamp> {
    let read = plain(text);
    if cfg!(target_arch = "wasm32") { read } else { read.or_else(|| text.parse().ok()) }
}

fn plain(text: &str) -> Option<Timestamp> {
    let mut rest = Rest(text.as_bytes());
    let (local, offset) = (rest.local()?, rest.offset()?);
    offset.to_timestamp(local).ok().filter(|_| rest.0.is_empty())
}

/// Reads a field that is a moment.
pub fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(d)?;
    moment(&text).ok_or_else(|| D::Error::custom(format_args!("not a moment: {text}")))
}

/// Reads a field that is a moment or null.
pub fn read_option<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Timestamp>, D::Error> {
    let Some(text) = Option::<String>::deserialize(d)? else { return Ok(None) };
    moment(&text).map(Some).ok_or_else(|| D::Error::custom(format_args!("not a moment: {text}")))
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// The next byte, where it is one of these.
    fn take(&mut self, of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        of.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digit(&mut self) -> Option<i32> {
        self.take(b"0123456789").map(|digit| i32::from(digit - b'0'))
    }

    fn two(&mut self) -> Option<i8> {
        i8::try_from(self.digit()? * 10 + self.digit()?).ok()
    }

    fn day(&mut self, apart: bool) -> Option<Date> {
        let year = i16::from(self.two()?) * 100 + i16::from(self.two()?);
        let apart = apart || self.0.first() == Some(&b'-');
        let mut next = || (!apart || self.take(b"-").is_some()).then(|| self.two()).flatten();
        let (month, day) = (next()?, next()?);
        Date::new(year, month, day).ok()
    }

    /// Two digits more of a time or an offset, if there are: behind a colon where the first were.
    fn more(&mut self, apart: bool) -> Option<Option<i8>> {
        let follows = match self.0 {
            [b':', rest @ ..] if apart => {
                self.0 = rest;
                true
            }
            [first, ..] => !apart && first.is_ascii_digit(),
            [] => false,
        };
        if follows { self.two().map(Some) } else { Some(None) }
    }

    fn local(&mut self) -> Option<DateTime> {
        let day = self.day(false)?;
        self.take(b"Tt ")?;
        let hour = self.two()?;
        let apart = self.0.first() == Some(&b':');
        let minute = self.more(apart)?;
        let second = if minute.is_some() { self.more(apart)? } else { None };
        let nanosecond = if second.is_some() { self.fraction()? } else { 0 };
        // A leap second.
        let second = second.map(|second| if second == 60 { 59 } else { second });
        let (minute, second) = (minute.unwrap_or(0), second.unwrap_or(0));
        DateTime::new(day.year(), day.month(), day.day(), hour, minute, second, nanosecond).ok()
    }

    /// Billionths of a second.
    fn fraction(&mut self) -> Option<i32> {
        if self.take(b".,").is_none() {
            return Some(0);
        }
        let (mut read, mut worth) = (self.digit()? * 100_000_000, 10_000_000);
        while let Some(digit) = self.digit() {
            // Of a tenth digit nobody knows what it is.
            if worth == 0 {
                return None;
            }
            read += digit * worth;
            worth /= 10;
        }
        Some(read)
    }

    fn offset(&mut self) -> Option<Offset> {
        let sign = match self.take(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(Offset::UTC),
        };
        let hours = self.two()?;
        let minutes = self.more(self.0.first() == Some(&b':'))?.unwrap_or(0);
        let minutes = (minutes < 60).then(|| i32::from(hours) * 60 + i32::from(minutes))?;
        Offset::from_seconds(sign * minutes * 60).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn what_is_written_is_read(seconds in -62_167_219_200_i64..253_402_207_200, nanos in 0_i32..1_000_000_000) {
            let at = Timestamp::new(seconds, nanos).unwrap();
            prop_assert_eq!(plain(&at.to_string()), Some(at));
        }

        #[test]
        fn moments_are_read_and_refused_as_by_jiff(
            day in "(2019|0000|9999)(-(0[0-9]|1[0-3])-([0-2][0-9]|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|30)|-0211)",
            time in "[Tt _]([01][0-9]|2[0-5])(:[0-6][0-9](:([0-5][0-9]|6[01])([.,][0-9]{0,10})?)?|[0-5][0-9]([0-5][0-9]([.][0-9]{1,9})?)?)?",
            offset in "(Z|z|[+-]([01][0-9]|2[0-7])(:?[0-6][0-9])?|[+-][0-9]|)x?",
        ) {
            let text = format!("{day}{time}{offset}");
            prop_assert_eq!(plain(&text), text.parse().ok(), "{}", text);
        }

        #[test]
        fn what_a_clock_shows_is_read_as_by_jiff(day in "20[0-9]{2}-(0[0-9]|1[0-3])-[0-3][0-9]", time in "[0-2][0-9]:[0-6][0-9]:[0-6][0-9]") {
            let text = format!("{day}T{time}");
            prop_assert_eq!(local(&text), text.parse().ok(), "{}", text);
        }

        #[test]
        fn a_day_is_read_as_by_jiff(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            prop_assert_eq!(day(&text), text.parse().ok(), "{}", text);
        }
    }

    #[test]
    fn what_only_jiff_reads_is_read_outside_of_the_browser() {
        for text in
            ["2019-10-15T08:05+07:00[Asia/Ho_Chi_Minh]", "+002019-10-15T08:05Z", "2019-10-15T08:05+07:00:30"]
        {
            assert_eq!((plain(text), moment(text)), (None, text.parse().ok()), "{text}");
            assert!(moment(text).is_some(), "{text}");
        }
    }

    #[test]
    fn a_field_is_a_moment_or_nothing() {
        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct Field(#[serde(deserialize_with = "read")] Timestamp);
        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct Maybe(#[serde(deserialize_with = "read_option")] Option<Timestamp>);
        let at = "2019-10-15T01:05:59Z".parse().unwrap();
        assert_eq!(serde_json::from_str::<Field>("\"2019-10-15T08:05:59+07:00\"").unwrap(), Field(at));
        assert_eq!(serde_json::from_str::<Maybe>("null").unwrap(), Maybe(None));
        assert_eq!(serde_json::from_str::<Maybe>("\"2019-10-15T01:05:59\\u005a\"").unwrap(), Maybe(Some(at)));
        let wrong = serde_json::from_str::<Maybe>("\"15.10.2019\"").unwrap_err().to_string();
        assert!(wrong.starts_with("not a moment: 15.10.2019"), "{wrong}");
        assert!(serde_json::from_str::<Field>("null").is_err());
    }
}
