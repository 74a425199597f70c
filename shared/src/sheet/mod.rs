//! Workbooks as plain cells, and the reading of their sheets by the heads of the columns.

mod book;
pub mod csv;
mod faults;
mod spot;
mod table;
mod word;

pub use book::{Book, Cell, Formatted, Row, Sheet};
pub use faults::Faults;
pub use spot::{Code, Spot};
pub use table::{Column, Columns, GUIDE, Record, Table, sheets_known};
pub use word::{composed, shows_nothing, word};
