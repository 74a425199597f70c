//! Days as spreadsheets count them, as ISO text.

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

const SECONDS_A_DAY: f64 = 86_400.0;

/// The last day that Excel knows, 9999-12-31.
const LAST: f64 = 2_958_465.0;

/// `2019-10-15`, or `2019-10-15T08:00:00`; `None` where the spreadsheet shows no date either.
pub fn iso(serial: f64, from_1904: bool) -> Option<String> {
    if !(0.0..=LAST + 1.0).contains(&serial) {
        return None;
    }
    // Excel counts a 29 February 1900 that never was, so that days before it are one off.
    let begin = match (from_1904, serial < 60.0) {
        (true, _) => Date::constant(1904, 1, 1),
        (false, true) => Date::constant(1899, 12, 31),
        (false, false) => Date::constant(1899, 12, 30),
    };
    let (days, seconds) = (serial.floor(), (serial.fract() * SECONDS_A_DAY).round());
    let date = begin.checked_add((days as i64).days()).ok()?;
    let moment = date.at(0, 0, 0, 0).checked_add(SignedDuration::from_secs(seconds as i64)).ok()?;
    let at_midnight = moment.time() == jiff::civil::Time::midnight();
    Some(if at_midnight { moment.date().to_string() } else { moment.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_cell_is_iso_text() {
        for (serial, from_1904, text) in [
            (43_753.0, false, "2019-10-15"),
            (43_753.5, false, "2019-10-15T12:00:00"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (42_291.0, true, "2019-10-15"),
            (43_752.999_999_999, false, "2019-10-15"),
        ] {
            assert_eq!(iso(serial, from_1904).as_deref(), Some(text));
        }
        assert_eq!((iso(-1.0, false), iso(1e9, false), iso(f64::NAN, false)), (None, None, None));
    }
}
