//! The sample's workbooks in memory, to make a fault in, and what is then found.

use std::sync::OnceLock;

use shared::campaign::{Campaign, read};
use shared::message::{self, Language};
use shared::problem::Diagnostic;
use shared::sheet::{Book, Cell, Row, Sheet};
use tests::sample;

/// campaign.xlsx and the seven forms.
#[derive(Clone)]
pub struct Package {
    pub campaign: Book,
    pub forms: Vec<Book>,
}

/// The sample, as it is.
pub fn sample_package() -> Package {
    static PACKAGE: OnceLock<Package> = OnceLock::new();
    let open = |file: &str| {
        let bytes = std::fs::read(sample::file(file)).expect("a file of the sample");
        server::package::open_workbook(file, &bytes).expect("a workbook of the sample")
    };
    PACKAGE
        .get_or_init(|| Package {
            campaign: open("campaign.xlsx"),
            forms: (1..=7).map(|n| open(&format!("forms/P{n}.xlsx"))).collect(),
        })
        .clone()
}

impl Package {
    /// Form `P<n>`.
    pub fn form(&mut self, n: usize) -> &mut Book {
        &mut self.forms[n - 1]
    }

    /// Reads it.
    pub fn read(&self) -> (Option<Campaign>, Vec<Diagnostic>) {
        read(&self.campaign, &self.forms)
    }
}

/// Text, as a person types it.
pub fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// A number cell.
pub fn number(number: &str) -> Cell {
    Cell::Number(number.to_owned())
}

/// A sheet of a book.
pub fn sheet<'a>(book: &'a mut Book, name: &str) -> &'a mut Sheet {
    book.sheets.iter_mut().find(|sheet| sheet.name == name).expect("the sheet is there")
}

/// A row by its number.
pub fn row<'a>(book: &'a mut Book, name: &str, number: u32) -> &'a mut Row {
    sheet(book, name).rows.iter_mut().find(|row| row.number == number).expect("the row is there")
}

/// Writes into the cell below a head; a head that is not there is added.
pub fn set(book: &mut Book, name: &str, number: u32, head: &str, cell: Cell) {
    let heads = &mut sheet(book, name).rows[0].cells;
    let column = heads.iter().position(|cell| *cell == text(head)).unwrap_or_else(|| {
        heads.push(text(head));
        heads.len() - 1
    });
    let cells = &mut row(book, name, number).cells;
    cells.resize(cells.len().max(column + 1), Cell::Empty);
    cells[column] = cell;
}

/// Takes a row out.
pub fn remove(book: &mut Book, name: &str, number: u32) {
    sheet(book, name).rows.retain(|row| row.number != number);
}

/// Adds a row at the end, with these cells below the first heads.
pub fn add(book: &mut Book, name: &str, cells: &[&str]) -> u32 {
    let rows = &mut sheet(book, name).rows;
    let number = rows.last().map_or(1, |row| row.number + 1);
    rows.push(Row { number, cells: cells.iter().map(|cell| text(cell)).collect() });
    number
}

/// Adds a sheet with these heads.
pub fn add_sheet(book: &mut Book, name: &str, heads: &[&str]) {
    let cells = heads.iter().map(|head| text(head)).collect();
    book.sheets.push(Sheet { name: name.to_owned(), rows: vec![Row { number: 1, cells }] });
}

/// A fault: code, file, sheet, row and column.
pub type Found = (String, String, Option<String>, Option<u32>, Option<String>);

/// What is found, without the words; each with a text in both languages and all its parameters filled in.
pub fn found(package: &Package) -> Vec<Found> {
    let (campaign, diagnostics) = package.read();
    assert_eq!(campaign.is_none(), !diagnostics.is_empty(), "a campaign with faults, or none without");
    let codes = diagnostics.into_iter().map(|Diagnostic { at, problem, .. }| {
        for language in Language::ALL {
            let said = message::problem(language, &problem);
            assert_ne!(said, format!("problem.{}", problem.code), "no text in {language:?}");
            let hole = said.split('{').skip(1).filter_map(|rest| rest.split_once('}')).any(|(name, _)| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            });
            assert!(!hole, "a parameter is missing: {said}");
        }
        (problem.code, at.file, at.sheet, at.row, at.column)
    });
    codes.collect()
}

/// A fault that is made in the sample, and what must be found then: exactly this.
pub struct Case {
    pub code: &'static str,
    pub sheet: &'static str,
    pub row: u32,
    pub column: &'static str,
    pub make: fn(&mut Book),
}

/// Makes each fault in a book of the sample by itself. Row 0 stands for no row, `""` for no column.
pub fn each_is_found_where_it_is(cases: &[Case], book: fn(&mut Package) -> &mut Book) {
    let mut wrong = Vec::new();
    for case in cases {
        let mut package = sample_package();
        (case.make)(book(&mut package));
        let file = book(&mut package).file.clone();
        let expected = vec![(
            case.code.to_owned(),
            file,
            Some(case.sheet.to_owned()),
            (case.row > 0).then_some(case.row),
            (!case.column.is_empty()).then(|| case.column.to_owned()),
        )];
        let found = found(&package);
        if found != expected {
            wrong.push(format!("expected {expected:?}\n   found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
