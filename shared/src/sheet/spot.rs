//! One cell with its place in the package: reads a value of the kind that the column wants, or notes what is wrong.

use std::fmt::Display;
use std::str::FromStr;

use super::{Cell, Faults, Formatted, shows_nothing, word};
use crate::day::Day;
use crate::points::Points;
use crate::problem::{Location, Problem};

/// Which characters a code may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// ASCII letters, digits, `_`, `-` and `.`: it stands in paths, files and tables.
    Plain,
    /// Anything without white space, as XLSForm takes it.
    Loose,
}

impl Code {
    fn allows(self, code: &str) -> bool {
        match self {
            Self::Plain => code.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b)),
            Self::Loose => !code.chars().any(|c| c.is_whitespace() || c.is_control()),
        }
    }
}

/// A cell and where it stands.
#[derive(Clone, Debug)]
pub struct Spot<'a> {
    /// Where.
    pub at: Location,
    /// What it holds.
    pub cell: &'a Cell,
}

impl<'a> Spot<'a> {
    /// Notes a fault of this cell.
    pub fn fault(&self, problem: Problem, faults: &mut Faults) {
        faults.note(self.at.clone(), problem);
    }

    /// Whether nothing stands in it. White space is nothing.
    pub fn is_blank(&self) -> bool {
        match self.cell {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The same cell, if anything stands in it; a fault where nothing does, or nothing that can be seen.
    pub fn needed(self, faults: &mut Faults) -> Option<Self> {
        if self.is_blank() || matches!(self.cell, Cell::Text(text) if shows_nothing(text)) {
            self.fault(Problem::new("cell.empty"), faults);
            return None;
        }
        Some(self)
    }

    /// The same cell, if anything stands in it.
    pub fn filled(self) -> Option<Self> {
        (!self.is_blank()).then_some(self)
    }

    /// The content as text, trimmed; `None` where it is blank, or cannot be known (a fault).
    pub fn text(&self, faults: &mut Faults) -> Option<String> {
        self.kept(faults).map(|text| text.trim().to_owned())
    }

    /// The content as text with the spaces at its ends, as what people read keeps them.
    pub fn kept(&self, faults: &mut Faults) -> Option<String> {
        let problem = match self.cell {
            _ if self.is_blank() => return None,
            Cell::Error(value) => Problem::new("cell.error").with("value", value),
            Cell::Broken(value) => Problem::new("cell.broken").with("value", value),
            Cell::Uncalculated => Problem::new("cell.uncalculated"),
            Cell::Formatted(formatted) => shown_otherwise("cell.number_format", formatted),
            _ => return Some(self.shown()),
        };
        self.fault(problem, faults);
        None
    }

    /// The content as a word that is compared with others: composed, and a fault where a sign in it cannot be seen.
    pub fn word(&self, faults: &mut Faults) -> Option<String> {
        let text = self.kept(faults)?;
        word(&text).map_err(|problem| self.fault(problem, faults)).ok()
    }

    /// The content as a person sees it.
    fn shown(&self) -> String {
        match self.cell {
            Cell::Empty | Cell::Uncalculated => String::new(),
            Cell::Text(text) | Cell::Number(text) | Cell::Date(text) => text.clone(),
            Cell::Error(text) | Cell::Broken(text) => text.clone(),
            Cell::Percent(number) => format!("{number}%"),
            Cell::Formatted(formatted) => formatted.number.clone(),
            Cell::Bool(true) => "TRUE".to_owned(),
            Cell::Bool(false) => "FALSE".to_owned(),
        }
    }

    /// A code: text. Where the spreadsheet made a number or date of it, `058` or `1.10` may already be lost.
    pub fn code(&self, kind: Code, faults: &mut Faults) -> Option<String> {
        let problem = match self.cell {
            Cell::Number(value) | Cell::Percent(value) => {
                Problem::new("cell.code_is_number").with("value", value)
            }
            Cell::Formatted(formatted) => {
                Problem::new("cell.code_is_number").with("value", &formatted.number)
            }
            Cell::Date(value) => Problem::new("cell.code_is_date").with("value", value),
            _ => {
                let code = self.word(faults)?;
                if kind.allows(&code) {
                    return Some(code);
                }
                let problem = match kind {
                    Code::Plain => "cell.code_characters",
                    Code::Loose => "cell.code_space",
                };
                Problem::new(problem).with("value", code)
            }
        };
        self.fault(problem, faults);
        None
    }

    /// Codes with spaces between them.
    pub fn codes(&self, faults: &mut Faults) -> Option<Vec<String>> {
        if !matches!(self.cell, Cell::Text(_)) {
            return self.code(Code::Plain, faults).map(|code| vec![code]);
        }
        let text = self.word(faults)?;
        let codes: Vec<_> = text.split_whitespace().map(str::to_owned).collect();
        let Some(bad) = codes.iter().find(|code| !Code::Plain.allows(code)) else { return Some(codes) };
        self.fault(Problem::new("cell.code_characters").with("value", bad), faults);
        None
    }

    /// A decimal number exactly as written.
    pub fn decimal(&self, faults: &mut Faults) -> Option<Points> {
        let text = match self.cell {
            Cell::Percent(value) => {
                self.fault(Problem::new("cell.percent").with("value", value), faults);
                return None;
            }
            // The file holds what was typed; the person should know that the sheet shows less of it.
            Cell::Formatted(formatted) if formatted.rounded => {
                faults.warn(self.at.clone(), shown_otherwise("cell.rounded", formatted));
                formatted.number.clone()
            }
            _ => self.text(faults)?,
        };
        if is_thousand_or_decimal(&text) {
            self.fault(Problem::new("cell.thousand_or_decimal").with("value", text), faults);
            return None;
        }
        // A fraction n/d is how exact results are written, not how a person fills in a sheet.
        let number = if text.contains('/') { None } else { Points::parse(&text).ok() };
        if number.is_none() {
            self.fault(Problem::new("cell.not_a_number").with("value", text), faults);
        }
        number
    }

    /// So many percent: a cell that shows 60 % is 60.
    pub fn percent(&self, faults: &mut Faults) -> Option<Points> {
        let number = match self.cell {
            Cell::Percent(number) => Some(number.as_str()),
            Cell::Text(text) => text.trim().strip_suffix('%'),
            _ => None,
        };
        match number.map(str::trim) {
            Some(number) => {
                let cell = Cell::Text(number.to_owned());
                Spot { at: self.at.clone(), cell: &cell }.decimal(faults)
            }
            None => self.decimal(faults),
        }
    }

    /// A decimal number above 0.
    pub fn positive(&self, faults: &mut Faults) -> Option<Points> {
        let number = self.decimal(faults)?;
        if number > Points::zero() {
            return Some(number);
        }
        self.fault(Problem::new("cell.not_positive").with("value", self.shown()), faults);
        None
    }

    /// A whole number from `least` to `most`.
    pub fn whole<T: FromStr + PartialOrd + Display>(
        &self,
        least: T,
        most: T,
        faults: &mut Faults,
    ) -> Option<T> {
        if let Cell::Percent(value) = self.cell {
            self.fault(Problem::new("cell.percent").with("value", value), faults);
            return None;
        }
        let text = self.text(faults)?;
        let number = text.parse().ok().filter(|number| (&least..=&most).contains(&number));
        if number.is_none() {
            let problem =
                Problem::new("cell.not_whole").with("value", text).with("least", least).with("most", most);
            self.fault(problem, faults);
        }
        number
    }

    /// A day, as a date cell or ISO text.
    pub fn date(&self, faults: &mut Faults) -> Option<Day> {
        let text = self.word(faults)?;
        let day = text.parse().ok();
        if day.is_none() {
            self.fault(Problem::new("cell.not_a_date").with("value", text), faults);
        }
        day
    }

    /// One of the allowed words.
    pub fn one_of<T: Copy>(&self, allowed: &[(&str, T)], faults: &mut Faults) -> Option<T> {
        let text = self.word(faults)?;
        let found = allowed.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<_> = allowed.iter().map(|(word, _)| *word).collect();
            let problem =
                Problem::new("cell.not_allowed").with("value", text).with("allowed", words.join(", "));
            self.fault(problem, faults);
        }
        found
    }
}

fn shown_otherwise(code: &str, formatted: &Formatted) -> Problem {
    Problem::new(code).with("value", &formatted.number).with("format", &formatted.format)
}

/// `1,500` is one and a half here and fifteen hundred elsewhere.
fn is_thousand_or_decimal(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    text.trim_start_matches('-').split_once(',').is_some_and(|(int, rest)| {
        (1..=3).contains(&int.len())
            && rest.len() == 3
            && digits(int)
            && digits(rest)
            && !int.starts_with('0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(cell: &Cell) -> Spot<'_> {
        Spot { at: Location::default(), cell }
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    fn codes(faults: Faults) -> Vec<String> {
        faults.into_vec().into_iter().map(|diagnostic| diagnostic.problem.code).collect()
    }

    #[test]
    fn a_comma_is_a_decimal_sign_in_text() {
        let mut faults = Faults::default();
        for (cell, exact) in
            [(text(" 1,5 "), "3/2"), (text("0.1"), "1/10"), (Cell::Number("0.1".into()), "1/10")]
        {
            assert_eq!(spot(&cell).decimal(&mut faults).unwrap().exact(), exact);
        }
        assert_eq!(faults.count(), 0);
    }

    #[test]
    fn a_cell_that_shows_percents_holds_so_many() {
        for cell in [Cell::Percent("60".into()), text("60%"), text(" 60 %"), Cell::Number("60".into())] {
            let mut faults = Faults::default();
            assert_eq!(spot(&cell).percent(&mut faults).unwrap(), Points::whole(60), "{cell:?}");
            assert_eq!(faults.count(), 0);
        }
        let mut faults = Faults::default();
        assert_eq!(spot(&Cell::Percent("60".into())).decimal(&mut faults), None);
        assert_eq!(codes(faults), ["cell.percent"]);
    }

    #[test]
    fn a_number_shown_with_fewer_digits_is_used_with_a_warning() {
        let formatted = Formatted { number: "2.5".into(), format: "0".into(), rounded: true };
        let mut faults = Faults::default();
        assert_eq!(spot(&Cell::Formatted(formatted)).decimal(&mut faults).unwrap().exact(), "5/2");
        let found = faults.into_vec();
        assert!(matches!(&found[..], [only] if !only.is_fault() && only.problem.code == "cell.rounded"));
    }

    #[test]
    fn what_is_no_number_is_said_to_be_none() {
        for bad in ["1.000,5", "3/4", "ba", "1e3"] {
            let mut faults = Faults::default();
            assert_eq!(spot(&text(bad)).decimal(&mut faults), None, "{bad}");
            assert_eq!(codes(faults), ["cell.not_a_number"], "{bad}");
        }
    }

    #[test]
    fn only_days_of_the_calendar_in_iso_order_are_dates() {
        for (written, right) in [
            ("2019-10-15", true),
            ("2020-02-29", true),
            ("2019-02-29", false),
            ("15/10/2019", false),
            ("20191015", false),
            ("2019-10-15T08:00:00", false),
            ("2019-1-5", false),
        ] {
            let mut faults = Faults::default();
            assert_eq!(spot(&text(written)).date(&mut faults).is_some(), right, "{written}");
            assert_eq!(codes(faults), if right { vec![] } else { vec!["cell.not_a_date"] }, "{written}");
        }
    }

    #[test]
    fn a_code_that_became_a_number_is_refused() {
        for (cell, code) in [
            (Cell::Number("58".into()), "cell.code_is_number"),
            (Cell::Date("2019-01-10".into()), "cell.code_is_date"),
            (Cell::Error("#REF!".into()), "cell.error"),
            (Cell::Broken("#99".into()), "cell.broken"),
            (text("Sở"), "cell.code_characters"),
            (text("A B"), "cell.code_characters"),
        ] {
            let mut faults = Faults::default();
            assert_eq!(spot(&cell).code(Code::Plain, &mut faults), None);
            assert_eq!(codes(faults), [code]);
        }
        assert_eq!(spot(&text("Sở")).code(Code::Loose, &mut Faults::default()).unwrap(), "Sở");
    }
}
