//! One section of a number format (`#,##0.00`, `0%`, `d/m/yyyy`), and what it makes of a number.

use std::iter::Peekable;
use std::str::Chars;

use super::decimal::{decimal, places, scaled};

/// What a format shows of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The number.
    Number,
    /// So many percent.
    Percent(String),
    /// A day.
    Day,
    /// The number with fewer digits than it has.
    Rounded,
    /// Something else than the number, or nothing.
    Otherwise,
}

/// What a section is made of.
#[derive(Clone, Debug, Default)]
pub struct Section {
    general: bool,
    /// Day, month or year.
    day: bool,
    /// Hours, minutes or seconds.
    time: bool,
    /// A sign for numbers below zero: `-` or a bracket.
    sign: bool,
    /// `%` that stands for a hundredfold, and `%` as plain text.
    percent: (usize, usize),
    /// A unit, a currency, a condition, a fraction, an exponent, thousands left out: more than the number is shown.
    other: bool,
    /// Digits: whether there are any, zeros before the point, zeros at all, places after the point.
    digits: bool,
    least: usize,
    zeros: usize,
    places: usize,
    after_point: bool,
    commas: usize,
}

impl Section {
    /// Reads a section.
    pub fn of(code: &str) -> Self {
        let mut section = Self::default();
        if code.trim().eq_ignore_ascii_case("general") || code == "@" {
            section.general = true;
            return section;
        }
        let mut rest = code.chars().peekable();
        while let Some(sign) = rest.next() {
            section.take(sign, &mut rest);
        }
        section.other |= section.commas > 0;
        section
    }

    fn take(&mut self, sign: char, rest: &mut Peekable<Chars>) {
        match sign {
            '"' => {
                let quoted: String = rest.by_ref().take_while(|c| *c != '"').collect();
                self.literal(&quoted);
            }
            '\\' | '!' => {
                let escaped: String = rest.next().into_iter().collect();
                self.literal(&escaped);
            }
            // As wide as the next character, or filled with it.
            '_' | '*' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                self.bracket(&inside.to_lowercase());
            }
            '0' | '#' | '?' => self.digit(sign),
            ',' => self.commas += usize::from(self.digits),
            '.' => {
                // Commas before the point leave thousands out, as those at the end do.
                self.other |= self.commas > 0;
                self.after_point = true;
            }
            '%' => self.percent.0 += 1,
            'E' | 'e' if matches!(rest.peek(), Some('+' | '-')) => self.other = true,
            '/' if self.digits => self.other = true,
            'y' | 'Y' | 'd' | 'D' | 'e' | 'g' | 'b' => self.day = true,
            // Minutes beside hours or seconds; else months.
            'm' | 'M' => self.day |= !self.time && !rest.clone().any(|c| matches!(c, 's' | 'S')),
            'h' | 'H' | 's' | 'S' => self.time = true,
            '/' | ':' => {}
            other => self.literal(&other.to_string()),
        }
    }

    fn digit(&mut self, sign: char) {
        self.digits = true;
        self.commas = 0;
        let zero = usize::from(sign == '0');
        self.zeros += zero;
        if self.after_point {
            self.places += 1;
        } else {
            self.least += zero;
        }
    }

    fn literal(&mut self, text: &str) {
        match text.trim() {
            "" | "+" | ")" => {}
            "-" | "(" => self.sign = true,
            "%" => self.percent.1 += 1,
            _ => self.other = true,
        }
    }

    fn bracket(&mut self, inside: &str) {
        let is_elapsed = !inside.is_empty() && inside.bytes().all(|b| b"hms".contains(&b));
        let currency = inside.strip_prefix('$').and_then(|rest| rest.split('-').next());
        self.time |= is_elapsed;
        self.other |= is_elapsed
            || currency.is_some_and(|symbol| !symbol.is_empty())
            || inside.starts_with(['<', '>', '='])
            || inside.starts_with("dbnum");
    }

    /// Whether it shows a day or a time.
    pub fn is_moment(&self) -> bool {
        self.day || self.time
    }

    /// What is shown of a number. `signed`: whether the section has to show by itself that it is below zero.
    pub fn shown(&self, number: f64, signed: bool) -> Shown {
        if self.general {
            return Shown::Number;
        }
        if self.is_moment() {
            // A time of no day is shown as a part of one.
            return if self.day && !self.other { Shown::Day } else { Shown::Otherwise };
        }
        let unsigned = signed && !self.sign;
        if !self.digits || self.other || unsigned || self.percent.0 + self.percent.1 > 1 {
            return Shown::Otherwise;
        }
        let held = if self.percent.0 == 1 { scaled(number, 2) } else { decimal(number) };
        let int = held.trim_start_matches('-').split('.').next().unwrap_or_default().len();
        if int < self.least || (number == 0.0 && self.zeros == 0) {
            return Shown::Otherwise;
        }
        match (places(&held) > self.places, self.percent) {
            (false, (0, 0)) => Shown::Number,
            (true, (0, 0)) => Shown::Rounded,
            (false, _) => Shown::Percent(held),
            (true, _) => Shown::Otherwise,
        }
    }
}
