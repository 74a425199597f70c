//! Numbers and dates as people of the language write them.

use super::Language;

/// A decimal such as `1234.5`, with a sign or without: `1.234,5` in Vietnamese, `1,234.5` in English. Other text stays as it is.
/// What is taken off has the sign for it (U+2212) wherever people read; files of numbers for programs do not go through here.
pub fn number(language: Language, decimal: &str) -> String {
    let (group, point) = match language {
        Language::Vi => ('.', ','),
        Language::En => (',', '.'),
    };
    let (sign, digits) = match decimal.split_at_checked(1) {
        Some(("-", digits)) => ("−", digits),
        Some(("+", digits)) => ("+", digits),
        _ => ("", decimal),
    };
    let (int, frac) = digits.split_once('.').unwrap_or((digits, ""));
    if int.is_empty() || !int.bytes().chain(frac.bytes()).all(|b| b.is_ascii_digit()) {
        return decimal.to_owned();
    }
    let mut shown = sign.to_owned();
    for (i, digit) in int.chars().enumerate() {
        if i > 0 && (int.len() - i) % 3 == 0 {
            shown.push(group);
        }
        shown.push(digit);
    }
    if !frac.is_empty() {
        shown.push(point);
        shown.push_str(frac);
    }
    shown
}

/// An ISO date `2026-11-22`, as `22/11/2026` in both languages of the project. Other text stays as it is.
pub fn date(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            format!("{day}/{month}/{year}")
        }
        _ => iso.to_owned(),
    }
}

/// A local ISO date and time `2026-11-22T08:05:59…`, as `08:05 22/11/2026`, the order in which officials write it.
pub fn date_time(iso: &str) -> String {
    match iso.split_once('T') {
        Some((day, time)) => format!("{} {}", time.get(..5).unwrap_or(time), date(day)),
        None => date(iso),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        for (decimal, vi, en) in [
            ("1234.56", "1.234,56", "1,234.56"),
            ("-1034", "−1.034", "−1,034"),
            ("+1.20", "+1,20", "+1.20"),
            ("-", "-", "-"),
            ("999", "999", "999"),
            ("1000000", "1.000.000", "1,000,000"),
            ("0.5", "0,5", "0.5"),
            ("1/3", "1/3", "1/3"),
        ] {
            assert_eq!(number(Language::Vi, decimal), vi);
            assert_eq!(number(Language::En, decimal), en);
        }
    }

    #[test]
    fn dates_put_the_day_first() {
        assert_eq!(date("2026-11-22"), "22/11/2026");
        assert_eq!(date("soon"), "soon");
        assert_eq!(date_time("2026-11-22T08:05:59+07:00"), "08:05 22/11/2026");
    }
}
