//! Numbers and days as people in Viet Nam type them.

use crate::day::Day;
use crate::points::Points;
use crate::problem::Problem;

/// A number that somebody typed: digits, and one comma or point before decimals. What could be read in two ways is not read:
/// `1.234` is a thousand and more here, and one and more elsewhere.
pub fn number(text: &str) -> Result<Points, Problem> {
    let text = text.trim();
    let bad = |code: &'static str| move || Problem::new(code).with("text", text);
    // What a script entered so exactly that no decimal says it.
    if text
        .split_once('/')
        .is_some_and(|(n, d)| [n, d].iter().all(|it| it.bytes().all(|b| b.is_ascii_digit())))
    {
        return Points::parse(text).map_err(|_| bad("typed.number")());
    }
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
        return Err(bad("typed.number")());
    }
    let (whole, decimals) = text.rsplit_once(['.', ',']).unwrap_or((text, ""));
    let as_thousands = decimals.len() == 3 && !whole.is_empty() && !whole.starts_with('0');
    let signs = text.bytes().filter(|b| !b.is_ascii_digit()).count();
    if signs > 1 || as_thousands {
        return Err(bad("typed.number_two_ways")());
    }
    Points::parse(text).map_err(|_| bad("typed.number")())
}

/// A number as it is typed again.
pub fn written(points: &Points) -> String {
    let exact = points.to_string();
    let three = exact.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    exact.replace('.', ",") + if three { "0" } else { "" }
}

/// A day that somebody typed: `5/1/2019`, with `/`, `-` or `.` between, or as the computer writes it.
pub fn day(text: &str) -> Result<Day, Problem> {
    let text = text.trim();
    let bad = || Problem::new("typed.day").with("text", text);
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let sound = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match parts[..] {
        [day, month, year]
            if parts.iter().all(sound) && year.len() == 4 && day.len() < 3 && month.len() < 3 =>
        {
            format!("{year}-{month:0>2}-{day:0>2}").parse().map_err(|_| bad())
        }
        _ => Err(bad()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_can_only_be_meant() {
        for (text, value) in [
            ("2", "2"),
            (" 1,25 ", "1.25"),
            ("1.25", "1.25"),
            ("1234", "1234"),
            (",5", "0.5"),
            ("0,1250", "0.125"),
            ("0,125", "0.125"),
        ] {
            assert_eq!(number(text), Ok(Points::parse(value).unwrap()), "{text}");
        }
        for text in ["1.234", "1,234", "1.234,5", "1,234,567", "12.345"] {
            assert_eq!(number(text).unwrap_err().code, "typed.number_two_ways", "{text}");
        }
        for text in ["", "x", "-1", "1/0", "/", "1 234", "1e3", "½", ".", "١"] {
            assert_eq!(number(text).unwrap_err().code, "typed.number", "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["0", "1.25", "0.125", "1234", "1.2345", "1/3"] {
            let points = Points::parse(text).unwrap();
            assert_eq!(number(&written(&points)), Ok(points));
        }
    }

    #[test]
    fn a_day_is_typed_as_vietnamese_write_it() {
        for text in ["5/1/2019", "05/01/2019", "5-1-2019", "5.1.2019", "2019-01-05"] {
            assert_eq!(day(text).unwrap().to_string(), "2019-01-05", "{text}");
        }
        for text in ["", "5/1", "5/1/19", "31/2/2019", "2019/1/5", "hôm nay", "1/5/20190"] {
            assert_eq!(day(text).unwrap_err().code, "typed.day", "{text}");
        }
    }
}
