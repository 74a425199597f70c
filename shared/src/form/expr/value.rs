//! The values of the expression language and their conversions, as XPath 1.0 and ODK have them.

use jiff::tz::Offset;

use crate::form::moment;
use crate::form::xpath::number_text;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `string`
    Text(String),
    /// `number`
    Number(f64),
    /// `boolean`
    Boolean(bool),
    /// `node-set`: the texts of questions in several instances of a repeat, in their order.
    Nodes(Vec<String>),
}

impl Value {
    /// As `string()` gives it. Of a set of nodes it is the first.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number_text(*number),
            Self::Boolean(true) => "true".to_owned(),
            Self::Boolean(false) => "false".to_owned(),
            Self::Nodes(nodes) => nodes.first().cloned().unwrap_or_default(),
        }
    }

    /// As `number()` gives it: dates become days since 1970, counted from midnight at `offset`.
    pub fn number(&self, offset: Offset) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Boolean(boolean) => f64::from(u8::from(*boolean)),
            Self::Text(text) => text_number(text, offset),
            Self::Nodes(nodes) => nodes.first().map_or(f64::NAN, |first| text_number(first, offset)),
        }
    }

    /// As `boolean()` gives it.
    pub fn boolean(&self) -> bool {
        match self {
            Self::Boolean(boolean) => *boolean,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::Nodes(nodes) => !nodes.is_empty(),
        }
    }
}

/// The number that a text is: XPath's decimals, ODK's dates, else NaN.
pub(super) fn text_number(text: &str, offset: Offset) -> f64 {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let decimal = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if decimal {
        // Rust reads what XPath reads, once letters, `+` and exponents are kept out.
        return text.parse().unwrap_or(f64::NAN);
    }
    moment::days(text, offset).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (0.1, "0.1"),
            (1e21, "1000000000000000000000"),
            (1e-7, "0.0000001"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(Value::Number(number).text(), text);
        }
    }

    #[test]
    fn only_decimals_and_dates_are_numbers() {
        for text in ["", " ", "-", ".", "1e3", "+1", "inf", "NaN", "0x10", "1 2", "2019-13-01", "tháng 1"] {
            assert!(text_number(text, Offset::UTC).is_nan(), "{text}");
        }
        for (text, number) in [("1", 1.0), (" -1.50 ", -1.5), (".5", 0.5), ("5.", 5.0), ("1970-01-02", 1.0)] {
            assert_eq!(text_number(text, Offset::UTC), number, "{text}");
        }
    }
}
