//! An .xlsx or .xls as a plain book, read cell by cell under caps: a workbook of 2 KB can claim a range of billions of cells, or
//! name one long text in half a million of them.

use shared::sheet::{Book, Sheet};

use super::error::{Cap, PackageError};
use super::xls::{self, is_xls};
use super::xlsx::{Context, Formats, Left, Outline, Parts, Refused, rows, texts};

/// How much is read at most, and how.
#[derive(Clone, Copy, Debug)]
struct Caps {
    unzipped_bytes: u64,
    entries: usize,
    sheets: usize,
    rows: usize,
    columns: u32,
    cells: usize,
    text_bytes: usize,
    /// Whether numbers are kept as the file holds them.
    exact: bool,
}

/// More than any campaign needs, and no more than a small server has memory for.
const CAPS: Caps = Caps {
    unzipped_bytes: 48 << 20,
    entries: 500,
    sheets: 50,
    rows: 20_000,
    columns: 200,
    cells: 500_000,
    text_bytes: 16 << 20,
    exact: false,
};

/// Opens a workbook from its bytes. `file` is its name inside the package.
pub fn open(file: &str, bytes: &[u8]) -> Result<Book, PackageError> {
    open_within(&CAPS, file, bytes)
}

/// What a form of its own may need: lists of choices are longer than any sheet of a campaign, and numbers are those of the converter.
const FORM_CAPS: Caps = Caps { rows: 150_000, columns: 1_000, cells: 600_000, exact: true, ..CAPS };

/// Opens the workbook of a form that belongs to no package.
pub fn open_form(file: &str, bytes: &[u8]) -> Result<Book, PackageError> {
    open_within(&FORM_CAPS, file, bytes)
}

fn open_within(caps: &Caps, file: &str, bytes: &[u8]) -> Result<Book, PackageError> {
    read(caps, file, bytes).map_err(|refused| match refused {
        Refused::Wrong(reason) => PackageError::NotAWorkbook { file: file.to_owned(), reason },
        Refused::TooLarge(what) => {
            PackageError::TooLarge { file: file.to_owned(), what, limit: caps.limit(what) }
        }
        Refused::RowTwice(row) => PackageError::RowTwice { file: file.to_owned(), row },
    })
}

impl Caps {
    fn limit(&self, what: Cap) -> u64 {
        let limit = match what {
            Cap::UnzippedBytes | Cap::Bytes | Cap::AllBytes => return self.unzipped_bytes,
            Cap::Columns => self.columns as usize,
            Cap::Entries => self.entries,
            Cap::Rows => self.rows,
            Cap::Cells => self.cells,
            Cap::Sheets => self.sheets,
            Cap::TextBytes => self.text_bytes,
        };
        limit as u64
    }
}

fn read(caps: &Caps, file: &str, bytes: &[u8]) -> Result<Book, Refused> {
    let mut left =
        Left { rows: caps.rows, columns: caps.columns, cells: caps.cells, text_bytes: caps.text_bytes };
    if is_xls(bytes) {
        return xls::read(file, bytes, caps.sheets, caps.exact, &mut left);
    }
    let mut parts = Parts::open(bytes, caps.entries, caps.unzipped_bytes)?;
    let outline = Outline::of(&mut parts, caps.sheets, caps.entries)?;
    let mut part = |path: &Option<String>| path.as_deref().map_or(Ok(None), |path| parts.part(path));
    let context = Context {
        texts: part(&outline.texts)?.map_or(Ok(Vec::new()), |part| texts(&part, &left))?,
        formats: part(&outline.styles)?.map_or(Ok(Formats::default()), |part| Formats::of(&part))?,
        from_1904: outline.from_1904,
        uncalculated: outline.uncalculated,
        exact: caps.exact,
    };
    let mut book = Book { file: file.to_owned(), sheets: Vec::new() };
    for (name, path) in outline.sheets {
        // A sheet that is only a chart has no cells; that it is there is judged by its name.
        let rows = match path {
            Some(path) => rows(&parts.needed(&path)?, &context, &mut left)?,
            None => Vec::new(),
        };
        book.sheets.push(Sheet { name, rows });
    }
    Ok(book)
}

#[cfg(test)]
mod tests;
