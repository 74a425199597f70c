//! The older .xls (BIFF8 in a compound file): its sheets, texts, number formats and cells, under the same caps as .xlsx.

mod book;
mod cells;
mod container;
mod records;
mod text;

pub(super) use book::{is_xls, read};

#[cfg(test)]
mod tests;
