//! Ballots as people take them away: tables for spreadsheets, one row a ballot, and one for each unit of a repeat; as files of
//! statistics programs, as a workbook, and as a feed.

mod cell;
mod codebook;
mod columns;
mod feed;
mod frame;
mod names;
mod row;
mod sources;
mod statistical;
mod worksheet;

pub use cell::{guarded, value};
pub use codebook::{HEADS, codebook, described, entries};
pub use columns::{Table, file_name, repeats};
pub use feed::{
    Answers, Detail, Fault, Fixed, Key, Link, Of, Page, Property, Query, Set, metadata, service, set_of, sets,
};
pub use frame::{Cell, Coded, Frame, Holds, Shape, Variable};
pub use row::Exported;
pub use statistical::{Format, Measure, Statistical};
pub use worksheet::{
    SHEET_END, SHEET_ROWS, heads, is_cut, sheet_beginning, sheet_name, sheet_part, workbook_parts,
    write_cells, write_texts,
};
