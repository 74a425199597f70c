//! Ballots as people take them away: tables for spreadsheets, one row a ballot, and one for each unit of a repeat; and as files of
//! statistics programs.

mod cell;
mod codebook;
mod columns;
mod frame;
mod row;
mod sources;
mod statistical;

pub use cell::{guarded, value};
pub use codebook::{HEADS, codebook, entries};
pub use columns::{Table, file_name, repeats};
pub use frame::{Cell, Coded, Frame, Holds, Shape, Variable};
pub use row::Exported;
pub use statistical::{Format, Measure, Statistical};
