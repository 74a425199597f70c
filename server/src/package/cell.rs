//! What calamine found in a cell, as a plain cell.

use calamine::{DataRef, ExcelDateTime};
use shared::sheet::Cell;

/// The plain cell.
pub(super) fn plain(value: DataRef) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => Cell::Number(decimal(number)),
        DataRef::String(text) => Cell::Text(text),
        DataRef::SharedString(text) => Cell::Text(text.to_owned()),
        DataRef::Bool(value) => Cell::Bool(value),
        DataRef::DateTime(moment) if moment.is_duration() => Cell::Number(decimal(moment.as_f64())),
        DataRef::DateTime(moment) => Cell::Date(iso(moment)),
        DataRef::DateTimeIso(text) => Cell::Date(text.strip_suffix("T00:00:00").unwrap_or(&text).to_owned()),
        DataRef::DurationIso(text) => Cell::Text(text),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// The decimal that the person sees: spreadsheets keep binary numbers and show 15 significant digits, so that
/// the 88.09999999999999 in the file is the 88.1 on the screen.
fn decimal(number: f64) -> String {
    let text = format!("{number:.14e}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    let Ok(exponent) = exponent.parse::<i32>() else { return text };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let digits = digits.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let point = exponent + 1;
    let (int, frac) = match usize::try_from(point) {
        Ok(0) | Err(_) => ("0".to_owned(), "0".repeat(point.unsigned_abs() as usize) + digits),
        Ok(point) if point >= digits.len() => {
            (digits.to_owned() + &"0".repeat(point - digits.len()), String::new())
        }
        Ok(point) => (digits[..point].to_owned(), digits[point..].to_owned()),
    };
    if frac.is_empty() { format!("{sign}{int}") } else { format!("{sign}{int}.{frac}") }
}

fn iso(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn a_number_is_the_decimal_that_the_person_sees() {
        for (number, text) in [
            (0.1, "0.1"),
            ("88.09999999999999".parse().unwrap(), "88.1"),
            (0.1 + 0.2, "0.3"),
            (1.5, "1.5"),
            (19.0, "19"),
            (-0.25, "-0.25"),
            (0.0, "0"),
            (-0.0, "0"),
            (100.0, "100"),
            (0.000_12, "0.00012"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn a_date_cell_is_iso_text() {
        let moment = |value| ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
        assert_eq!(iso(moment(43_753.0)), "2019-10-15");
        assert_eq!(iso(moment(43_753.5)), "2019-10-15T12:00:00");
    }
}
