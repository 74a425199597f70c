//! Ballots as people take them away: tables for spreadsheets, one row a ballot, and one for each unit of a repeat.

mod cell;
mod columns;
mod row;

pub use cell::{guarded, value};
pub use columns::{Table, file_name, repeats};
pub use row::Exported;
