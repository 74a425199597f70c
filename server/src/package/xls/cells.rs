//! The cells of a sheet.

use std::collections::BTreeMap;

use shared::sheet::{Cell, Row};

use super::container::{u16_at, u32_at};
use super::records::{Record, Records};
use super::text::Reader;
use crate::package::xlsx::{Context, Format, Left, Refused, in_order, number};

const BEGIN: u16 = 0x809;
const END: u16 = 0x0A;
const FORMULA: u16 = 0x06;
const RESULT: u16 = 0x207;
const SHARED: u16 = 0xFD;
const LABEL: u16 = 0x204;
const RICH: u16 = 0xD6;
const NUMBER: u16 = 0x203;
const SHORT: u16 = 0x27E;
const SHORTS: u16 = 0xBD;
const TRUTH: u16 = 0x205;

/// The rows of the sheet that begins at this byte.
pub fn rows(stream: &[u8], place: usize, context: &Context, left: &mut Left) -> Result<Vec<Row>, Refused> {
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    let (mut depth, mut awaited) = (0_usize, None);
    for record in Records::from(stream, place) {
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            // A chart in the sheet has records of its own.
            _ if depth != 1 => {}
            RESULT => {
                if let (Some(at), Some(text)) = (awaited.take(), Reader::new(&record.parts, 0).text(false)) {
                    put(&mut rows, at, full(text), left)?;
                }
            }
            SHORTS => several(&record, &mut rows, context, left)?,
            _ => {
                let own = record.parts[0];
                let (Some(row), Some(column)) = (u16_at(own, 0), u16_at(own, 2)) else { continue };
                let at = (u32::from(row) + 1, u32::from(column) + 1);
                match cell(&record, context) {
                    Some(Held::Cell(cell)) => put(&mut rows, at, cell, left)?,
                    Some(Held::Later) => awaited = Some(at),
                    None => {}
                }
            }
        }
    }
    Ok(in_order(rows))
}

fn put(
    rows: &mut BTreeMap<u32, Vec<Cell>>,
    at: (u32, u32),
    cell: Cell,
    left: &mut Left,
) -> Result<(), Refused> {
    left.take(rows, at, cell).map_err(Refused::TooLarge)
}

fn full(text: String) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// What a record holds; the text of a formula comes in the next.
enum Held {
    Cell(Cell),
    Later,
}

fn cell(record: &Record, context: &Context) -> Option<Held> {
    let own = record.parts[0];
    let style = u16_at(own, 4).map(usize::from);
    let shown = |value: f64| shown(value, style, context);
    Some(Held::Cell(match record.kind {
        SHARED => {
            let nth = u32_at(own, 6)? as usize;
            context.texts.get(nth).map_or_else(|| Cell::Broken(format!("#{nth}")), |text| full(text.clone()))
        }
        LABEL | RICH => full(Reader::new(&record.parts, 6).text(false)?),
        NUMBER => shown(f64::from_le_bytes(own.get(6..14)?.try_into().ok()?)),
        SHORT => shown(short(u32_at(own, 6)?)),
        TRUTH if own.get(7) == Some(&0) => Cell::Bool(own.get(6) == Some(&1)),
        TRUTH => Cell::Error(error(*own.get(6)?)),
        FORMULA => return formula(own, shown),
        _ => return None,
    }))
}

/// A number as its style shows it. Which day is meant before March 1900 cannot be known: Excel counts one that never was.
fn shown(value: f64, style: Option<usize>, context: &Context) -> Cell {
    let is_moment = context.formats.format(style).is_some_and(Format::is_moment);
    if is_moment && !context.from_1904 && (1.0..61.0).contains(&value) {
        return Cell::Broken(value.to_string());
    }
    number(value, style, context, false)
}

fn formula(own: &[u8], shown: impl Fn(f64) -> Cell) -> Option<Held> {
    let result: [u8; 8] = own.get(6..14)?.try_into().ok()?;
    if result[6..] != [0xFF, 0xFF] {
        return Some(Held::Cell(shown(f64::from_le_bytes(result))));
    }
    Some(Held::Cell(match result[0] {
        0 => return Some(Held::Later),
        1 => Cell::Bool(result[2] == 1),
        2 => Cell::Error(error(result[2])),
        _ => Cell::Empty,
    }))
}

fn several(
    record: &Record,
    rows: &mut BTreeMap<u32, Vec<Cell>>,
    context: &Context,
    left: &mut Left,
) -> Result<(), Refused> {
    let own = record.parts[0];
    let (Some(row), Some(first)) = (u16_at(own, 0), u16_at(own, 2)) else { return Ok(()) };
    let numbers = own.get(4..own.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
    for (column, held) in (u32::from(first) + 1..).zip(numbers) {
        let (Some(style), Some(packed)) = (u16_at(held, 0), u32_at(held, 2)) else { continue };
        let cell = shown(short(packed), Some(style.into()), context);
        put(rows, (u32::from(row) + 1, column), cell, left)?;
    }
    Ok(())
}

/// A number in four bytes: the upper part of a double or a whole number, perhaps a hundredfold.
fn short(packed: u32) -> f64 {
    let value = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from((packed as i32) >> 2)
    };
    if packed & 1 == 0 { value } else { value / 100.0 }
}

fn error(code: u8) -> String {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_is_whole_or_cut_perhaps_a_hundredfold() {
        for (packed, value) in
            [(0x3FF0_0000, 1.0), (0x3FF0_0001, 0.01), (10 << 2 | 2, 10.0), (1234 << 2 | 3, 12.34)]
        {
            assert_eq!(short(packed), value);
        }
        assert_eq!(short((-5_i32 << 2) as u32 | 2), -5.0);
    }
}
