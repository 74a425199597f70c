//! A sheet read by the heads of its columns: every head is accounted for, none is skipped in silence.

use super::{Book, Cell, Faults, Row, Sheet, Spot, word};
use crate::problem::{Location, Problem};

/// The sheet that explains the others to the person who fills them in. Sheets of that name are skipped.
pub const GUIDE: &str = "Hướng dẫn";

/// A column that a sheet may have.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its head.
    pub name: &'static str,
    /// Whether the sheet must have it.
    pub required: bool,
}

/// The columns that a sheet may have.
pub type Columns = &'static [Column];

/// A sheet whose heads were read.
#[derive(Debug)]
pub struct Table<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    heads: Vec<Head<'a>>,
}

#[derive(Debug)]
struct Head<'a> {
    index: usize,
    name: String,
    written: &'a str,
}

/// Notes each sheet that is neither known nor the guide, and each that stands twice.
pub fn sheets_known(book: &Book, known: &[&str], faults: &mut Faults) {
    for (i, sheet) in book.sheets.iter().enumerate() {
        let at = Location { file: book.file.clone(), sheet: Some(sheet.name.clone()), ..Location::default() };
        if sheet.is(GUIDE) {
            continue;
        }
        if let Err(problem) = word(&sheet.name) {
            faults.note(at, problem);
        } else if !known.iter().any(|name| sheet.is(name)) {
            faults.note(at, Problem::new("sheet.unknown").with("allowed", known.join(", ")));
        } else if book.sheets[..i].iter().any(|earlier| earlier.is(&sheet.name)) {
            faults.note(at, Problem::new("sheet.duplicate"));
        }
    }
}

impl<'a> Table<'a> {
    /// Opens a sheet whose columns all have fixed names; `None` where the book has no such sheet, or it is empty.
    pub fn open(book: &'a Book, name: &str, columns: Columns, faults: &mut Faults) -> Option<Self> {
        let table = Self::with_any_heads(book, name, |head| head.to_owned(), faults)?;
        for head in &table.heads {
            if columns.iter().all(|column| column.name != head.name) {
                let known: Vec<_> = columns.iter().map(|column| column.name).collect();
                let problem = Problem::new("column.unknown").with("allowed", known.join(", "));
                faults.note(table.head_at(head.written), problem);
            }
        }
        table.require(columns.iter().filter(|column| column.required).map(|column| column.name), faults);
        Some(table)
    }

    /// Opens a sheet whose heads the caller judges; `normal` makes a head as written into the name it is known by.
    pub fn with_any_heads(
        book: &'a Book,
        name: &str,
        normal: impl Fn(&str) -> String,
        faults: &mut Faults,
    ) -> Option<Self> {
        let sheet = book.sheet(name)?;
        let at = Location { file: book.file.clone(), sheet: Some(sheet.name.clone()), ..Location::default() };
        let Some(first) = sheet.rows.first() else {
            faults.note(at, Problem::new("sheet.empty"));
            return None;
        };
        let mut table = Self { file: &book.file, sheet, heads: Vec::new() };
        for (index, cell) in first.cells.iter().enumerate() {
            let written = match cell {
                Cell::Text(text) => text.trim(),
                Cell::Number(text) | Cell::Percent(text) | Cell::Date(text) => text,
                Cell::Error(text) | Cell::Broken(text) => text,
                Cell::Formatted(formatted) => &formatted.number,
                Cell::Bool(_) => "TRUE/FALSE",
                Cell::Uncalculated => "=",
                Cell::Empty => "",
            };
            if written.is_empty() {
                continue;
            }
            let name = match word(written) {
                Ok(written) => normal(&written),
                Err(problem) => {
                    faults.note(table.head_at(written), problem);
                    continue;
                }
            };
            if table.heads.iter().any(|head| head.name == name) {
                faults.note(table.head_at(written), Problem::new("column.duplicate"));
            } else {
                table.heads.push(Head { index, name, written });
            }
        }
        Some(table)
    }

    /// Notes each of these columns that is not there.
    pub fn require<'n>(&self, names: impl Iterator<Item = &'n str>, faults: &mut Faults) {
        for name in names.filter(|name| !self.has(name)) {
            faults.note(self.head_at(name), Problem::new("column.missing"));
        }
    }

    /// Whether there is such a column.
    pub fn has(&self, name: &str) -> bool {
        self.heads.iter().any(|head| head.name == name)
    }

    /// The heads: the name each is known by, and as written.
    pub fn heads(&self) -> impl Iterator<Item = (&str, &str)> {
        self.heads.iter().map(|head| (head.name.as_str(), head.written))
    }

    /// Where a head stands.
    pub fn head_at(&self, written: &str) -> Location {
        self.location(self.sheet.rows.first().map_or(1, |row| row.number), written)
    }

    /// Where the sheet is.
    pub fn at(&self) -> Location {
        Location { file: self.file.to_owned(), sheet: Some(self.sheet.name.clone()), ..Location::default() }
    }

    fn location(&self, row: u32, column: &str) -> Location {
        Location { row: Some(row), column: Some(column.to_owned()), ..self.at() }
    }

    /// The rows below the heads that hold anything in a column with a head.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.sheet
            .rows
            .iter()
            .skip(1)
            .map(|row| Record { table: self, row })
            .filter(|record| record.spots().next().is_some())
    }
}

/// A row below the heads.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    table: &'a Table<'a>,
    row: &'a Row,
}

impl<'a> Record<'a> {
    /// The sheet that it is a row of.
    pub fn table(self) -> &'a Table<'a> {
        self.table
    }

    /// The row's number.
    pub fn number(self) -> u32 {
        self.row.number
    }

    /// The cell below the head that is known by this name; an empty one where there is no such column.
    pub fn at(self, name: &str) -> Spot<'a> {
        let head = self.table.heads.iter().find(|head| head.name == name);
        let cell = head.and_then(|head| self.row.cells.get(head.index)).unwrap_or(&Cell::Empty);
        Spot { at: self.location(head.map_or(name, |head| head.written)), cell }
    }

    /// Where a column of this row stands.
    pub fn location(self, column: &str) -> Location {
        self.table.location(self.row.number, column)
    }

    /// The cells that hold anything, with the names of their columns.
    pub fn spots(self) -> impl Iterator<Item = (&'a str, Spot<'a>)> {
        self.table
            .heads
            .iter()
            .map(move |head| (head.name.as_str(), self.at(&head.name)))
            .filter(|(_, spot)| !spot.is_blank())
    }
}
