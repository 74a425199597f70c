//! An .xlsx as a plain book, read cell by cell under caps: a workbook of 2 KB can claim a range of billions of cells.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, Xlsx, XlsxError};
use shared::sheet::{Book, Cell, Row, Sheet};
use zip::ZipArchive;

use super::cell;
use super::error::{Cap, PackageError};

/// How much is read at most.
#[derive(Clone, Copy, Debug)]
struct Caps {
    unzipped_bytes: u64,
    entries: usize,
    sheets: usize,
    rows: usize,
    columns: u32,
    cells: usize,
}

/// More than any campaign needs, and no more than a small server has memory for.
const CAPS: Caps =
    Caps { unzipped_bytes: 64 << 20, entries: 500, sheets: 50, rows: 20_000, columns: 200, cells: 500_000 };

/// Opens a workbook from its bytes. `file` is its name inside the package.
pub fn open(file: &str, bytes: &[u8]) -> Result<Book, PackageError> {
    open_within(&CAPS, file, bytes)
}

fn open_within(caps: &Caps, file: &str, bytes: &[u8]) -> Result<Book, PackageError> {
    unzips_within(caps, file, bytes)?;
    // The library computes with what the file claims and may panic on it; the file is then at fault, not the program.
    catch_unwind(AssertUnwindSafe(|| sheets(caps, file, bytes)))
        .unwrap_or_else(|_| Err(not_a_workbook(file, "the reader gave up")))
}

fn not_a_workbook(file: &str, reason: impl ToString) -> PackageError {
    PackageError::NotAWorkbook { file: file.to_owned(), reason: reason.to_string() }
}

fn too_large(file: &str, what: Cap, limit: impl TryInto<u64>) -> PackageError {
    PackageError::TooLarge { file: file.to_owned(), what, limit: limit.try_into().unwrap_or(u64::MAX) }
}

/// Unzips every part once, counting: what a part claims about its size need not be true.
fn unzips_within(caps: &Caps, file: &str, bytes: &[u8]) -> Result<(), PackageError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_a_workbook(file, error))?;
    if archive.len() > caps.entries {
        return Err(too_large(file, Cap::Entries, caps.entries));
    }
    let mut left = caps.unzipped_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| not_a_workbook(file, error))?;
        let name = part.name().map_err(|error| not_a_workbook(file, error))?;
        let holds_strings = name.to_lowercase().ends_with("sharedstrings.xml");
        let mut content = Vec::new();
        part.take(left + 1).read_to_end(&mut content).map_err(|error| not_a_workbook(file, error))?;
        let length = content.len() as u64;
        left = left
            .checked_sub(length)
            .ok_or_else(|| too_large(file, Cap::UnzippedBytes, caps.unzipped_bytes))?;
        if holds_strings && claims_more_strings_than_it_holds(&content) {
            return Err(not_a_workbook(file, "its shared strings claim a count that they cannot have"));
        }
    }
    Ok(())
}

/// The library reserves memory for as many strings as the part claims to hold. Each takes at least the bytes of `<si/>`.
/// Text with NUL bytes is UTF-16, which no spreadsheet writes, and which would hide the claim.
fn claims_more_strings_than_it_holds(part: &[u8]) -> bool {
    let xml = part.trim_ascii_start();
    let is_wide = xml.starts_with(b"\xff\xfe") || xml.starts_with(b"\xfe\xff") || xml.starts_with(b"\0<");
    let wide_without_mark = xml.starts_with(b"<") && xml.get(1) == Some(&0);
    if is_wide || wide_without_mark {
        return true;
    }
    let name = b"uniqueCount";
    let mut rest = part;
    while let Some(found) = rest.windows(name.len()).position(|window| window == name) {
        rest = &rest[found + name.len()..];
        let digits = rest.iter().skip_while(|b| b.is_ascii_whitespace() || b"='\"+".contains(b));
        let count = digits
            .take_while(|b| b.is_ascii_digit())
            .fold(0_u64, |n, digit| n.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        if count > part.len() as u64 {
            return true;
        }
    }
    false
}

fn sheets(caps: &Caps, file: &str, bytes: &[u8]) -> Result<Book, PackageError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| not_a_workbook(file, error))?;
    let names = workbook.sheet_names();
    if names.len() > caps.sheets {
        return Err(too_large(file, Cap::Sheets, caps.sheets));
    }
    let mut book = Book { file: file.to_owned(), sheets: Vec::new() };
    let mut cells_left = caps.cells;
    for name in names {
        let rows = rows(caps, file, &mut workbook, &name, &mut cells_left)?;
        book.sheets.push(Sheet { name, rows });
    }
    Ok(book)
}

fn rows(
    caps: &Caps,
    file: &str,
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    cells_left: &mut usize,
) -> Result<Vec<Row>, PackageError> {
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A sheet that is only a chart has no cells; that it is there is judged by its name.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(not_a_workbook(file, error)),
    };
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    while let Some(found) = reader.next_cell().map_err(|error| not_a_workbook(file, error))? {
        let (row, column) = found.get_position();
        let cell = cell::plain(found.get_value().clone());
        if cell == Cell::Empty {
            continue;
        }
        if column >= caps.columns {
            return Err(too_large(file, Cap::Columns, caps.columns));
        }
        *cells_left = cells_left.checked_sub(1).ok_or_else(|| too_large(file, Cap::Cells, caps.cells))?;
        let cells = rows.entry(row).or_default();
        let index = column as usize;
        if cells.len() <= index {
            cells.resize(index + 1, Cell::Empty);
        }
        cells[index] = cell;
        if rows.len() > caps.rows {
            return Err(too_large(file, Cap::Rows, caps.rows));
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| Row { number: row.saturating_add(1), cells }).collect())
}

#[cfg(test)]
mod tests;
