//! A workbook as plain cells: what the importer reads, whoever opened the file.

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its name inside the package, for diagnostics.
    pub file: String,
    /// Its sheets, in their order.
    pub sheets: Vec<Sheet>,
}

/// One sheet: its rows in order, blank ones left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name on the tab.
    pub name: String,
    /// The rows that hold anything; the first is the head.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The row's number as the spreadsheet shows it: the first is 1.
    pub number: u32,
    /// The cells from column A on.
    pub cells: Vec<Cell>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as typed.
    Text(String),
    /// A number, as the shortest decimal that means it (`0.1`, `19`).
    Number(String),
    /// A number that is shown as a percentage: what stands before the sign, 60 where the file holds 0.6.
    Percent(String),
    /// A number that its format shows as something else.
    Formatted(Formatted),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date cell, as ISO text: `2019-10-15` or `2019-10-15T08:00:00`.
    Date(String),
    /// An error value such as `#REF!`.
    Error(String),
    /// What no program can show: a shared text that is not there, a number that is none.
    Broken(String),
    /// A formula whose result was never computed, as programs write them.
    Uncalculated,
}

/// A number, and the format that shows something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The number that the file holds.
    pub number: String,
    /// The format, such as `0.00E+00`.
    pub format: String,
    /// Whether only digits are left out: 2.5 is shown as 3.
    pub rounded: bool,
}
