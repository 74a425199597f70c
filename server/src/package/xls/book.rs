//! The workbook's stream: what all sheets share, then the sheets one by one.

use shared::sheet::{Book, Sheet};

use super::cells::rows;
use super::container::{MAGIC, stream, u16_at, u32_at};
use super::records::Records;
use super::text::Reader;
use crate::package::error::Cap;
use crate::package::xlsx::{Context, Formats, Left, Refused};

const BOUNDSHEET: u16 = 0x85;
const CODES: u16 = 0x41E;
const DATE_MODE: u16 = 0x22;
const END: u16 = 0x0A;
const PASSWORD: u16 = 0x2F;
const TEXTS: u16 = 0xFC;
const STYLE: u16 = 0xE0;

/// Whether a file is such a workbook, whatever its name says.
pub fn is_xls(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Reads it.
pub fn read(file: &str, bytes: &[u8], sheets: usize, exact: bool, left: &mut Left) -> Result<Book, Refused> {
    let stream = stream(bytes, &["Workbook", "WORKBOOK", "Book"])?;
    if Records::from(&stream, 0).next().and_then(|begin| u16_at(begin.parts[0], 0)) != Some(0x600) {
        return Err(Refused::Wrong("it is of a version before Excel 97".to_owned()));
    }
    let (mut context, outline) = globals(&stream, left)?;
    context.exact = exact;
    if outline.len() > sheets {
        return Err(Refused::TooLarge(Cap::Sheets));
    }
    let mut book = Book { file: file.to_owned(), sheets: Vec::new() };
    for (name, place) in outline {
        let rows = place.map_or(Ok(Vec::new()), |place| rows(&stream, place, &context, left))?;
        book.sheets.push(Sheet { name, rows });
    }
    Ok(book)
}

/// Names of the sheets, each with the place of its cells; a sheet that is only a chart has none.
type Outline = Vec<(String, Option<usize>)>;

fn globals(stream: &[u8], left: &Left) -> Result<(Context, Outline), Refused> {
    let (mut styles, mut codes, mut outline) = (Vec::new(), Vec::new(), Vec::new());
    let (mut texts, mut from_1904) = (Vec::new(), false);
    for record in Records::from(stream, 0) {
        let own = record.parts[0];
        match record.kind {
            END => break,
            PASSWORD => return Err(Refused::Wrong("it has a password".to_owned())),
            DATE_MODE => from_1904 = u16_at(own, 0) == Some(1),
            STYLE => styles.push(u32::from(u16_at(own, 2).unwrap_or(0))),
            CODES => {
                let code = Reader::new(&record.parts, 2).text(false);
                codes.extend(u16_at(own, 0).map(u32::from).zip(code));
            }
            BOUNDSHEET => {
                let name = Reader::new(&record.parts, 6).text(true).ok_or_else(cut)?;
                let place = u32_at(own, 0).ok_or_else(cut)? as usize;
                outline.push((name, (own.get(5) == Some(&0)).then_some(place)));
            }
            TEXTS => texts = all_texts(&record.parts, left.text_bytes)?,
            _ => {}
        }
    }
    let formats = Formats::known(styles, codes);
    Ok((Context { texts, formats, from_1904, uncalculated: false, exact: false }, outline))
}

fn cut() -> Refused {
    Refused::Wrong("it is cut short".to_owned())
}

/// The shared texts; so many as there are, whatever their count says.
fn all_texts(parts: &[&[u8]], most: usize) -> Result<Vec<String>, Refused> {
    let count = u32_at(parts[0], 4).ok_or_else(cut)?;
    let (mut reader, mut texts, mut length) = (Reader::new(parts, 8), Vec::new(), 0);
    for _ in 0..count {
        let text = reader.text(false).ok_or_else(cut)?;
        length += text.len();
        if length > most {
            return Err(Refused::TooLarge(Cap::TextBytes));
        }
        texts.push(text);
    }
    Ok(texts)
}
