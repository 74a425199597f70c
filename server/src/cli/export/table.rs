//! A table that is short enough to be made at once.

use std::io::Write as _;

use shared::message::{Language, text};

use super::made::{Making, finish};
use super::shown;
use crate::cli::report::Failure;
use crate::service::export::Lines;

/// Writes it, and says by a text how many are in it.
pub fn write(table: &Lines, key: &str, making: Making, language: Language) -> Result<(), Failure> {
    let mut file = making.open("")?;
    file.write_all(table.csv().as_bytes())?;
    finish(file)?;
    let file = making.end(true)?.display().to_string();
    println!("{}", text(language, key, &[("n", &*shown(language, table.number)), ("file", &file)]));
    Ok(())
}
