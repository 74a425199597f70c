//! The cells of one sheet, as they come. What the file claims about the sheet's extent is not asked.

use std::collections::BTreeMap;

use shared::sheet::{Cell, Formatted, Row};

use super::decimal::{decimal, exact};
use super::format::Formats;
use super::section::Shown;
use super::serial::iso;
use super::xml::{Element, Node, Refused, Wrong, Xml, unescaped};
use crate::package::error::Cap;

/// Excel has so many columns and rows.
const COLUMNS: u32 = 16_384;
const ROWS: u32 = 1_048_576;

/// What the cells of all sheets refer to.
pub struct Context {
    /// The shared texts.
    pub texts: Vec<String>,
    /// The number formats.
    pub formats: Formats,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    /// Whether the results of formulas are still to be computed.
    pub uncalculated: bool,
    /// Whether numbers are kept as the file holds them, and not as a person sees them.
    pub exact: bool,
}

/// How much may still be read of a workbook.
#[derive(Clone, Copy, Debug)]
pub struct Left {
    /// Rows of a sheet.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: u32,
    /// Cells of the workbook; those that a row skips count, as they take room.
    pub cells: usize,
    /// Bytes of all texts in the cells: many cells may name one long text.
    pub text_bytes: usize,
}

/// The rows that hold anything, in order.
pub fn rows(part: &[u8], context: &Context, left: &mut Left) -> Result<Vec<Row>, Refused> {
    let mut xml = Xml::new(part)?;
    let (mut row, mut column, mut hides_zeros, mut inside) = (0, 0, false, false);
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(element) if element.is("sheetView") => {
                hides_zeros |= matches!(element.attribute("showZeros").as_deref(), Some("0" | "false"));
            }
            Node::Open(element) if element.is("sheetData") => inside = true,
            Node::Close(name) if name == "sheetData" => return Ok(in_order(rows)),
            Node::Open(element) if inside && element.is("row") => {
                let number = element.attribute("r").and_then(|number| number.parse().ok());
                (row, column) = (number.unwrap_or(row + 1), 0);
                // Which of two rows counts differs from program to program.
                if rows.contains_key(&row) {
                    return Err(Refused::RowTwice(row));
                }
            }
            Node::Open(element) if inside && element.is("c") => {
                if let Some(position) = element.attribute("r") {
                    (column, row) = place(&position).ok_or_else(|| format!("a cell at {position}"))?;
                } else {
                    column += 1;
                }
                if !(1..=ROWS).contains(&row) || column > COLUMNS {
                    return Err(format!("a cell in row {row}, column {column}").into());
                }
                let cell = Raw::read(&element, &mut xml)?.plain(context, hides_zeros);
                left.take(&mut rows, (row, column), cell).map_err(Refused::TooLarge)?;
            }
            _ => {}
        }
    }
    Err(Wrong::from("a sheet without cells").into())
}

impl Left {
    /// Puts a cell into its row, as far as there is room.
    pub fn take(
        &mut self,
        rows: &mut BTreeMap<u32, Vec<Cell>>,
        (row, column): (u32, u32),
        cell: Cell,
    ) -> Result<(), Cap> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if column > self.columns {
            return Err(Cap::Columns);
        }
        let bytes = if let Cell::Text(text) = &cell { text.len() } else { 0 };
        self.text_bytes = self.text_bytes.checked_sub(bytes).ok_or(Cap::TextBytes)?;
        if !rows.contains_key(&row) && rows.len() == self.rows {
            return Err(Cap::Rows);
        }
        let cells = rows.entry(row).or_default();
        let width = column as usize;
        self.cells = self.cells.checked_sub(width.saturating_sub(cells.len())).ok_or(Cap::Cells)?;
        cells.resize(cells.len().max(width), Cell::Empty);
        cells[width - 1] = cell;
        Ok(())
    }
}

/// The rows by their numbers.
pub fn in_order(rows: BTreeMap<u32, Vec<Cell>>) -> Vec<Row> {
    rows.into_iter().map(|(number, cells)| Row { number, cells }).collect()
}

/// `B7` as column and row, both from 1.
fn place(position: &str) -> Option<(u32, u32)> {
    let letters = position.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = position.split_at(letters);
    let column = letters.bytes().try_fold(0_u32, |n, letter| {
        n.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    (column > 0).then_some((column, digits.parse().ok()?))
}

/// A cell as the file has it.
struct Raw {
    kind: String,
    style: Option<usize>,
    formula: bool,
    value: Option<String>,
}

impl Raw {
    fn read(cell: &Element, xml: &mut Xml) -> Result<Self, Refused> {
        let kind = cell.attribute("t").unwrap_or_else(|| "n".to_owned());
        let style = cell.attribute("s").and_then(|style| style.parse().ok());
        let mut raw = Self { kind, style, formula: false, value: None };
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) if element.is("f") => {
                    raw.formula = true;
                    xml.text()?;
                }
                Node::Open(element) if element.is("v") => raw.value = Some(xml.text()?),
                Node::Open(element) if element.is("is") => raw.value = Some(xml.runs()?),
                Node::Close(name) if name == "c" => break,
                _ => {}
            }
        }
        Ok(raw)
    }

    fn plain(self, context: &Context, hides_zeros: bool) -> Cell {
        let Self { kind, style, formula, value } = self;
        let value = value.unwrap_or_default();
        // A formula may give an empty text, which is a text; what has no result at all was never computed. A writer that
        // asks for the computing writes 0 for it.
        let is_open = if kind == "str" { false } else { value.trim().is_empty() };
        if formula && (is_open || (context.uncalculated && value.trim() == "0")) {
            return Cell::Uncalculated;
        }
        let text = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        let word = value.trim();
        match kind.as_str() {
            "inlineStr" => text(value),
            "str" => text(unescaped(value)),
            _ if word.is_empty() => Cell::Empty,
            "s" => {
                let shared = word.parse::<usize>().ok().and_then(|index| context.texts.get(index));
                shared.map_or_else(|| Cell::Broken(format!("#{word}")), |shared| text(shared.clone()))
            }
            "b" => match word {
                "1" | "true" => Cell::Bool(true),
                "0" | "false" => Cell::Bool(false),
                _ => Cell::Broken(word.to_owned()),
            },
            "d" => Cell::Date(day(word)),
            "n" => match word.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let shown = self::number(number, style, context, hides_zeros);
                    // A double may not hold all of its digits.
                    let is_whole = context.exact && is_long(word) && matches!(shown, Cell::Number(_));
                    if is_whole { Cell::Number(word.to_owned()) } else { shown }
                }
                _ => Cell::Broken(word.to_owned()),
            },
            // `e`, and what nobody writes.
            _ => Cell::Error(word.to_owned()),
        }
    }
}

/// Whether it is digits alone, and more of them than are seen of a number.
fn is_long(word: &str) -> bool {
    word.len() > 15 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.starts_with('0')
}

/// A number as its style shows it.
pub fn number(number: f64, style: Option<usize>, context: &Context, hides_zeros: bool) -> Cell {
    let format = context.formats.format(style);
    let shown = match format {
        _ if hides_zeros && number == 0.0 => Shown::Otherwise,
        Some(format) => format.shown(number),
        None => Shown::Number,
    };
    let written = if context.exact { exact } else { decimal };
    let formatted = |rounded| {
        let format = format.map_or("General", |format| &format.code).chars().take(60).collect();
        Cell::Formatted(Formatted { number: written(number), format, rounded })
    };
    match shown {
        Shown::Number => Cell::Number(written(number)),
        Shown::Percent(percent) => Cell::Percent(percent),
        Shown::Day => iso(number, context.from_1904).map_or_else(|| formatted(false), Cell::Date),
        Shown::Rounded => formatted(true),
        Shown::Otherwise => formatted(false),
    }
}

/// A date as ISO text, without a midnight and without the fractions of seconds.
fn day(text: &str) -> String {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let time = time.trim_end_matches('Z').split('.').next().unwrap_or_default();
    match time {
        "" | "00:00:00" | "00:00" => day.to_owned(),
        time => format!("{day}T{time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_column_and_a_row() {
        for (position, found) in [
            ("A1", Some((1, 1))),
            ("XFD1048576", Some((16_384, 1_048_576))),
            ("aa7", Some((27, 7))),
            ("7", None),
            ("A", None),
            ("A-1", None),
            ("AAAAAAAAAAAA1", None),
        ] {
            assert_eq!(place(position), found, "{position}");
        }
    }
}
