//! A table as a file of a statistics program. Both kinds say ahead how wide texts are, and .dta how many rows come; so ballots are
//! read twice, first to measure, and memory holds no more than a ballot.

use std::borrow::Cow;
use std::sync::OnceLock;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::dta::Kept;
use super::measure::Measure;
use super::{dta, labels, names, sav};
use crate::campaign::Campaign;
use crate::export::columns::table_name;
use crate::export::frame::{Cell, Frame, Shape};
use crate::export::row::Exported;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Of SPSS and PSPP.
    Sav,
    /// Of Stata from 14 on: release 118.
    Dta,
}

impl Format {
    /// How names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Sav => "sav",
            Self::Dta => "dta",
        }
    }

    fn rule(self) -> &'static names::Rule {
        match self {
            Self::Sav => &sav::NAMES,
            Self::Dta => &dta::NAMES,
        }
    }

    /// The longest text of a cell, in bytes.
    fn longest_text(self) -> usize {
        match self {
            Self::Sav => sav::LONGEST_TEXT,
            Self::Dta => usize::MAX,
        }
    }

    /// The longest label of a variable, and how long a letter of it is.
    fn longest_label(self) -> (usize, fn(char) -> usize) {
        match self {
            Self::Sav => (sav::LONGEST_LABEL, char::len_utf8),
            Self::Dta => (dta::LONGEST_LABEL, |_| 1),
        }
    }

    /// The longest label of a code, in bytes.
    fn longest_value_label(self) -> usize {
        match self {
            Self::Sav => sav::LONGEST_VALUE_LABEL,
            Self::Dta => dta::LONGEST_VALUE_LABEL,
        }
    }
}

/// A table as such a file.
#[derive(Debug)]
pub struct Statistical {
    /// The table.
    pub frame: Frame,
    /// The variables' names in the file, in their order.
    pub names: Vec<String>,
    measured: OnceLock<Measure>,
    /// How a .dta keeps each variable, once that is measured.
    pub(super) kept: OnceLock<Vec<Kept>>,
    format: Format,
    repeat: Option<String>,
    pub(super) title: String,
    pub(super) made: DateTime,
}

impl Statistical {
    /// What is answered once, or a repeat, as a file that is made at a moment.
    pub fn of(
        campaign: &Campaign,
        repeat: Option<&str>,
        language: &str,
        (zone, made): (TimeZone, DateTime),
        format: Format,
    ) -> Self {
        let shape = match format {
            Format::Sav => Shape::Labelled,
            Format::Dta => Shape::Numbered,
        };
        let frame = Frame::of(campaign, repeat, language, zone, shape);
        let names = names::names(frame.variables.iter().map(|it| &*it.column), format.rule());
        let title = campaign.settings.title.get(language).to_owned();
        Self {
            frame,
            names,
            measured: OnceLock::new(),
            kept: OnceLock::new(),
            format,
            repeat: repeat.map(str::to_owned),
            title,
            made,
        }
    }

    /// What the file is called.
    pub fn name(&self) -> String {
        table_name(self.repeat.as_deref(), self.format.ending())
    }

    /// What begins to be measured.
    pub fn begin_measure(&self) -> Measure {
        Measure::begin(&self.frame)
    }

    /// Takes what was measured of all ballots, once, before anything is written.
    pub fn measured(&self, measure: Measure) {
        self.measured.get_or_init(|| measure);
    }

    pub(super) fn measure(&self) -> &Measure {
        self.measured.get_or_init(|| self.begin_measure())
    }

    /// What stands before the rows.
    pub fn beginning(&self) -> Vec<u8> {
        match self.format {
            Format::Sav => sav::beginning(self),
            Format::Dta => dta::beginning(self),
        }
    }

    /// Adds the rows of a ballot.
    pub fn write_rows(&self, exported: &Exported, rows: &mut u64, out: &mut Vec<u8>) {
        self.frame.each_row(exported, &mut |cells| {
            *rows += 1;
            match self.format {
                Format::Sav => sav::write_row(self, &cells, out),
                Format::Dta => dta::write_row(self, &cells, *rows, out),
            }
        });
    }

    /// Whether long texts stand behind the rows: then the ballots are read once more for them.
    pub fn has_long_texts(&self) -> bool {
        self.format == Format::Dta && dta::has_long_texts(self)
    }

    /// What stands between the rows and the long texts.
    pub fn before_long_texts(&self) -> &'static [u8] {
        match self.format {
            Format::Sav => b"",
            Format::Dta => dta::BEFORE_LONG_TEXTS,
        }
    }

    /// Adds the long texts of a ballot.
    pub fn write_long_texts(&self, exported: &Exported, rows: &mut u64, out: &mut Vec<u8>) {
        self.frame.each_row(exported, &mut |cells| {
            *rows += 1;
            dta::write_long_texts(self, &cells, *rows, out);
        });
    }

    /// What stands at the end.
    pub fn end(&self) -> Vec<u8> {
        match self.format {
            Format::Sav => Vec::new(),
            Format::Dta => dta::end(self),
        }
    }

    /// What a variable is about, as long as the file takes it.
    pub fn label(&self, place: usize) -> Cow<'_, str> {
        let (longest, length) = self.format.longest_label();
        let variable = &self.frame.variables[place];
        labels::of_variable(&variable.label, variable.tail, longest, length)
    }

    /// What the codes of a variable are called in the file.
    pub fn value_labels(&self, place: usize) -> Vec<String> {
        labels::labels(&self.frame.variables[place].options, self.format.longest_value_label())
    }

    /// Whether texts of a variable are longer than the file takes them.
    pub fn cuts_texts(&self, place: usize) -> bool {
        self.measure().widths[place] > self.format.longest_text()
    }

    pub(super) fn width(&self, place: usize) -> usize {
        self.measure().widths[place].clamp(1, self.format.longest_text())
    }
}

/// The text of a cell as the file takes it: nothing ends it before its end.
pub(super) fn plain<'a>(cell: &'a Cell<'_>, longest: usize) -> std::borrow::Cow<'a, str> {
    let Cell::Text(text) = cell else { return "".into() };
    let text = if text.len() > longest { names::cut(text, longest, char::len_utf8) } else { text };
    if text.contains('\0') { text.replace('\0', " ").into() } else { text.into() }
}

/// A day as headers of files write it, and the year in four figures.
pub(super) fn day(made: DateTime) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS[usize::from(made.month().unsigned_abs().saturating_sub(1)) % 12];
    format!("{:02} {month} {:04}", made.day(), made.year())
}
