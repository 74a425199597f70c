//! What a form version is: the cells that people wrote, not what a program made of them.

use crate::ballot::Digest;
use crate::sheet::{Cell, Formatted, Sheet};

/// The digest of the cells, row by row. Blank cells and rows, the workbook's styles and its other sheets are no part of it.
pub fn digest<'a>(sheets: impl Iterator<Item = &'a Sheet>) -> Digest {
    let mut cells = Vec::new();
    for sheet in sheets {
        part(&mut cells, b'S', &sheet.name);
        for row in &sheet.rows {
            part(&mut cells, b'R', "");
            for (column, cell) in row.cells.iter().enumerate() {
                if let Some((kind, text)) = written(cell) {
                    part(&mut cells, b'C', &column.to_string());
                    part(&mut cells, kind, &text);
                }
            }
        }
    }
    Digest::of(&cells)
}

/// Each part with its kind and length, so that no two sheets are written alike.
fn part(cells: &mut Vec<u8>, kind: u8, text: &str) {
    cells.push(kind);
    cells.extend((text.len() as u64).to_be_bytes());
    cells.extend(text.as_bytes());
}

fn written(cell: &Cell) -> Option<(u8, String)> {
    Some(match cell {
        Cell::Empty => return None,
        Cell::Text(text) => (b't', text.clone()),
        Cell::Number(number) => (b'n', number.clone()),
        Cell::Percent(number) => (b'p', number.clone()),
        Cell::Formatted(Formatted { number, format, .. }) => (b'f', format!("{number} {format}")),
        Cell::Bool(value) => (b'b', value.to_string()),
        Cell::Date(date) => (b'd', date.clone()),
        Cell::Error(error) => (b'e', error.clone()),
        Cell::Broken(broken) => (b'x', broken.clone()),
        Cell::Uncalculated => (b'u', String::new()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Row;

    fn sheet(name: &str, rows: &[&[Cell]]) -> Sheet {
        let row = |(number, cells): (u32, &&[Cell])| Row { number, cells: cells.to_vec() };
        Sheet { name: name.to_owned(), rows: (1..).zip(rows).map(row).collect() }
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn any_cell_that_is_written_otherwise_is_another_source() {
        let of = |sheets: &[Sheet]| digest(sheets.iter());
        let sheets = [
            sheet("survey", &[&[text("type"), text("name")], &[text("note"), text("n")]]),
            sheet("survey", &[&[text("type"), text("name")], &[text("note"), text("m")]]),
            sheet("survey", &[&[text("type"), text("name")], &[text("note"), Cell::Empty, text("n")]]),
            sheet("survey", &[&[text("type"), text("name"), text("note"), text("n")]]),
            sheet("survey", &[&[text("typename")], &[text("note"), text("n")]]),
            sheet("survey", &[&[text("type"), text("name")], &[text("note"), Cell::Number("1".to_owned())]]),
            sheet("survey", &[&[text("type"), text("name")], &[text("note"), text("1")]]),
            sheet("choices", &[&[text("type"), text("name")], &[text("note"), text("n")]]),
        ];
        let mut digests: Vec<Digest> = sheets.iter().map(|it| of(std::slice::from_ref(it))).collect();
        digests.push(of(&sheets[..2]));
        let count = digests.len();
        digests.sort_by_key(Digest::to_string);
        digests.dedup();
        assert_eq!(digests.len(), count);
    }

    #[test]
    fn a_blank_row_above_or_a_blank_cell_at_the_end_is_nothing_written() {
        let mut moved = sheet("survey", &[&[text("type")], &[text("note"), Cell::Empty]]);
        let plain = sheet("survey", &[&[text("type")], &[text("note")]]);
        moved.rows[1].number = 9;
        assert_eq!(digest([moved].iter()), digest([plain].iter()));
    }
}
