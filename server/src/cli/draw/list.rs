//! The list that is drawn from: a table as text or a workbook, read alike. What would make a draw unfair is a fault.

use std::collections::BTreeMap;
use std::path::Path;

use shared::problem::{Diagnostic, Location, Problem};
use shared::sheet::{Book, Cell, Faults, GUIDE, Row, Sheet, Table, composed, csv};

use crate::cli::report::Failure;
use crate::package::open_form;
use crate::system;

/// How workbooks begin: a .zip, or the compound file of an .xls.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// A list.
pub struct List {
    /// The names of its columns.
    pub heads: Vec<String>,
    /// Its rows, each with the number that the spreadsheet shows, and a cell for each head.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// Reads it, or says where it is wrong.
pub fn read(path: &Path, sheet: Option<&str>) -> Result<List, Failure> {
    let file = path.display().to_string();
    let at = Location { file: file.clone(), ..Location::default() };
    let wrong = |problem| input(vec![Diagnostic::fault(at.clone(), problem)]);
    let bytes = std::fs::read(path).map_err(|why| wrong(system::problem(&why)))?;
    let is_book = WORKBOOKS.iter().any(|sign| bytes.starts_with(sign));
    let book = match is_book {
        true => open_form(&file, &bytes).map_err(|error| input(vec![error.diagnostic()]))?,
        false => {
            let rows = csv::decoded(&bytes).and_then(|text| csv::rows(&text)).map_err(&wrong)?;
            Book { file, sheets: vec![of_text(rows)] }
        }
    };
    let name = chosen(&book, sheet).map_err(wrong)?;
    let mut faults = Faults::default();
    let list = Table::with_any_heads(&book, &name, str::to_owned, &mut faults)
        .map(|table| rows(&book, &table, &mut faults));
    let mut found = faults.into_vec();
    if !is_book {
        found.iter_mut().for_each(|it| it.at.sheet = None);
    }
    list.filter(|_| found.is_empty()).ok_or_else(|| input(found))
}

fn input(diagnostics: Vec<Diagnostic>) -> Failure {
    Failure::Input { diagnostics, json: false }
}

fn of_text(rows: Vec<(u32, Vec<String>)>) -> Sheet {
    let row = |(number, cells): (u32, Vec<String>)| {
        let cell = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        Row { number, cells: cells.into_iter().map(cell).collect() }
    };
    Sheet { name: "csv".to_owned(), rows: rows.into_iter().map(row).collect() }
}

/// The sheet to draw from: nobody guesses among several.
fn chosen(book: &Book, asked: Option<&str>) -> Result<String, Problem> {
    let holds = |sheet: &&Sheet| !sheet.rows.is_empty() && !sheet.is(GUIDE);
    let here: Vec<&str> = book.sheets.iter().filter(holds).map(|sheet| &*sheet.name).collect();
    let names = here.join(", ");
    match (asked, &here[..]) {
        (Some(asked), _) if book.sheet(asked).is_some() => Ok(asked.to_owned()),
        (Some(asked), _) => Err(Problem::new("draw.no_such_sheet").with("sheet", asked).with("here", names)),
        (None, [one]) => Ok((*one).to_owned()),
        (None, []) => Err(Problem::new("draw.empty")),
        (None, _) => Err(Problem::new("draw.several_sheets").with("here", names)),
    }
}

fn rows(book: &Book, table: &Table<'_>, faults: &mut Faults) -> List {
    let heads: Vec<String> = table.heads().map(|(name, _)| name.to_owned()).collect();
    let (mut rows, mut seen) = (Vec::new(), BTreeMap::new());
    for record in table.records() {
        let cells: Vec<String> =
            heads.iter().map(|head| record.at(head).text(faults).unwrap_or_default()).collect();
        let number = record.number();
        // Who stands there twice would be twice as likely, and files from a Mac write the same name with other signs.
        match seen.insert(cells.iter().map(|cell| composed(cell)).collect::<Vec<_>>(), number) {
            Some(first) => {
                let at = Location { row: Some(number), ..table.at() };
                faults.note(at, Problem::new("draw.twice").with("first", first));
            }
            None => rows.push((number, cells)),
        }
    }
    left_over(book, table, faults);
    if rows.is_empty() {
        faults.note(table.at(), Problem::new("sheet.empty"));
    }
    List { heads, rows }
}

/// Cells outside of the columns with heads: a row that is shifted is not what it looks like.
fn left_over(book: &Book, table: &Table<'_>, faults: &mut Faults) {
    let at = table.at();
    let sheet = at.sheet.as_deref().and_then(|name| book.sheet(name));
    let Some([head, rows @ ..]) = sheet.map(|sheet| &sheet.rows[..]) else { return };
    let is_blank = |cell: Option<&Cell>| match cell {
        None | Some(Cell::Empty) => true,
        Some(Cell::Text(text)) => text.trim().is_empty(),
        Some(_) => false,
    };
    for row in rows {
        let outside =
            |(place, cell): (usize, &Cell)| is_blank(head.cells.get(place)) && !is_blank(Some(cell));
        if row.cells.iter().enumerate().any(outside) {
            faults.note(Location { row: Some(row.number), ..at.clone() }, Problem::new("draw.left_over"));
        }
    }
}
