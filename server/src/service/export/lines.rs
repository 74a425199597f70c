//! A table that is short enough to be made at once: as a file for spreadsheets, or a sheet of a workbook.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::export::{Cell, SHEET_END, guarded, sheet_beginning, write_cells};
use shared::sheet::csv::write_line;

/// Without this mark at their beginning spreadsheets read other letters.
const MARK: char = '\u{feff}';

/// What one cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// Nothing.
    Missing,
    /// A word, a code, a sentence.
    Text(String),
    /// A number of things, or of one of them.
    Number(i64),
    /// A moment.
    Moment(Timestamp),
}

impl Field {
    fn written(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Text(said) => guarded(said).into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Moment(at) => at.to_string(),
        }
    }

    fn cell(&self, zone: &TimeZone) -> Cell<'_> {
        match self {
            Self::Missing => Cell::Missing,
            Self::Text(said) if said.is_empty() => Cell::Missing,
            Self::Text(said) => Cell::Text(said.into()),
            Self::Number(number) => Cell::Number(*number as f64),
            Self::Moment(at) => {
                Cell::Moment(at.as_millisecond() + i64::from(zone.to_offset(*at).seconds()) * 1000)
            }
        }
    }
}

impl From<&str> for Field {
    fn from(said: &str) -> Self {
        Self::Text(said.to_owned())
    }
}

impl From<String> for Field {
    fn from(said: String) -> Self {
        Self::Text(said)
    }
}

impl From<i64> for Field {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Field {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<bool> for Field {
    fn from(is: bool) -> Self {
        Self::Text(is.to_string())
    }
}

impl From<Timestamp> for Field {
    fn from(at: Timestamp) -> Self {
        Self::Moment(at)
    }
}

impl<T: Into<Field>> From<Option<T>> for Field {
    fn from(it: Option<T>) -> Self {
        it.map_or(Self::Missing, Into::into)
    }
}

/// A table with its heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    heads: &'static [&'static str],
    lines: Vec<Vec<Field>>,
    /// How many things it is about: one may have several lines.
    pub number: usize,
}

impl Lines {
    /// One about so many things, without a line yet.
    pub fn about(number: usize, heads: &'static [&'static str]) -> Self {
        Self { heads, lines: Vec::new(), number }
    }

    /// Adds a line.
    pub fn add(&mut self, line: Vec<Field>) {
        self.lines.push(line);
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// As the text of a file for spreadsheets.
    pub fn csv(&self) -> String {
        let mut text = MARK.to_string();
        write_line(&mut text, self.heads.iter().copied());
        for line in &self.lines {
            write_line(&mut text, line.iter().map(Field::written));
        }
        text
    }

    /// As a sheet of a workbook, with moments as a clock of this zone shows them.
    pub fn sheet(&self, zone: &TimeZone) -> String {
        let mut out = sheet_beginning(self.heads.iter().copied());
        for line in &self.lines {
            write_cells(&line.iter().map(|field| field.cell(zone)).collect::<Vec<_>>(), &mut out);
        }
        out + SHEET_END
    }
}
