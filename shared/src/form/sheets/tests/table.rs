//! Workbooks as tables of text: a line for each row, `|` between cells.

use crate::form::model::Form;
use crate::form::sheets::read;
use crate::form::xform::write;
use crate::problem::Diagnostic;
use crate::sheet::{Book, Cell, Row, Sheet};

pub fn book(sheets: &[(&str, &str)]) -> Book {
    let cell =
        |text: &str| if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.trim().to_owned()) };
    let rows = |table: &str| {
        let lines =
            table.trim_matches('\n').lines().map(|line| line.split('|').map(cell).collect::<Vec<_>>());
        (1..).zip(lines).map(|(number, cells)| Row { number, cells }).collect()
    };
    let sheet = |(name, table): &(&str, &str)| Sheet { name: (*name).to_owned(), rows: rows(table) };
    Book { file: "form.xlsx".to_owned(), sheets: sheets.iter().map(sheet).collect() }
}

/// The form of tables that are right.
pub fn form(sheets: &[(&str, &str)]) -> Form {
    let (form, found) = read(book(sheets), None);
    form.unwrap_or_else(|| panic!("{sheets:?}: {found:?}"))
}

/// What is written of it, without what stands between elements.
pub fn xml(sheets: &[(&str, &str)]) -> String {
    write(&form(sheets)).lines().map(str::trim).collect()
}

/// The first fault: sheet, row, column and code.
pub fn fault(sheets: &[(&str, &str)]) -> Option<String> {
    let (form, found) = read(book(sheets), None);
    let first = found.iter().find(|it| it.is_fault()).map(place);
    assert_eq!(form.is_none(), first.is_some(), "{sheets:?}");
    first
}

/// What a person is warned of.
pub fn warnings(sheets: &[(&str, &str)]) -> Vec<String> {
    let (form, found) = read(book(sheets), None);
    assert!(form.is_some(), "{found:?}");
    found.iter().map(place).collect()
}

fn place(found: &Diagnostic) -> String {
    let at = &found.at;
    let row = at.row.map(|row| row.to_string()).unwrap_or_default();
    let column = at.column.as_deref().unwrap_or_default();
    format!("{} {row} {column}: {}", at.sheet.as_deref().unwrap_or_default(), found.problem.code)
}

pub const CHOICES: (&str, &str) = ("choices", "list_name|name|label\nl|a|A\nl|b|B\nt|1|One\nt|10|Ten");
