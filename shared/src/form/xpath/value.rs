//! The values of expressions and how one becomes another, as XPath 1.0 and OpenRosa have it.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use super::moment::{Stamp, Zone};
use crate::form::tree::{NodeId, Tree};

/// A value. A date is its text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'t> {
    /// `node-set`, in document order unless it was shuffled.
    Nodes(Vec<NodeId>),
    /// `string`
    Text(Cow<'t, str>),
    /// `number`
    Number(f64),
    /// `boolean`
    Boolean(bool),
}

impl<'t> Value<'t> {
    pub(super) const EMPTY: Self = Self::Text(Cow::Borrowed(""));

    /// As `string()` gives it.
    pub fn text(self, tree: &'t Tree) -> Cow<'t, str> {
        self.text_by(|node| tree.text(node))
    }

    pub(in crate::form) fn text_by(self, of: impl Fn(NodeId) -> Cow<'t, str>) -> Cow<'t, str> {
        match self {
            Self::Nodes(nodes) => nodes.first().map_or(Cow::Borrowed(""), |first| of(*first)),
            Self::Text(text) => text,
            Self::Number(number) => Cow::Owned(number_text(number)),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
        }
    }

    /// As `number()` gives it; dates are days since 1970.
    pub fn number(&self, tree: &Tree, zone: &TimeZone) -> f64 {
        self.number_by(|node| text_number(&tree.text(node), zone), zone)
    }

    pub(super) fn number_by(&self, of: impl Fn(NodeId) -> f64, zone: &dyn Zone) -> f64 {
        match self {
            Self::Nodes(nodes) => nodes.first().map_or(f64::NAN, |first| of(*first)),
            Self::Text(text) => text_number(text, zone),
            Self::Number(number) => *number,
            Self::Boolean(boolean) => f64::from(u8::from(*boolean)),
        }
    }

    /// As `boolean()` gives it.
    pub fn boolean(&self) -> bool {
        match self {
            Self::Nodes(nodes) => !nodes.is_empty(),
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Boolean(boolean) => *boolean,
        }
    }
}

/// The shortest decimal that is this number; never with an exponent.
pub(in crate::form) fn number_text(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    // Adding zero makes 0 of -0.
    (number + 0.0).to_string()
}

/// The number that a text is: a decimal, one with an exponent as Java writes them, a date; else NaN.
pub(super) fn text_number(text: &str, zone: &dyn Zone) -> f64 {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    if let Some(number) = decimal(text) {
        return number;
    }
    Stamp::strictly(text, zone).map_or(f64::NAN, Stamp::days)
}

/// The number that a text is, if it is written as one.
pub(in crate::form) fn decimal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let (digits, power) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let power = power.strip_prefix(['-', '+']).unwrap_or(power);
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mantissa = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if mantissa && plain(power) { super::number(text) } else { None }
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
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn only_decimals_and_dates_are_numbers() {
        let zone = jiff::tz::offset(-7);
        // pyxform and Kobo's tools: a comma is no point (JavaRosa 5.1.0 reads 1,5 and 1,500 both as 1.5).
        for text in
            ["", " ", "-", ".", "+1", "inf", "NaN", "Infinity", "0x10", "1 2", "1,5", "1,500", "1e", "e1"]
        {
            assert!(text_number(text, &zone).is_nan(), "{text}");
        }
        for (text, number) in
            [("1", 1.0), (" -1.50 ", -1.5), (".5", 0.5), ("5.", 5.0), ("1.0E8", 1e8), ("7.5e-1", 0.75)]
        {
            assert_eq!(text_number(text, &zone), number, "{text}");
        }
        assert_eq!(text_number("1970-01-02", &zone), 1.0 + 7.0 / 24.0);
    }
}
