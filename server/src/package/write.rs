//! Writes plain cells as an .xlsx that reads as they do: the package that next year's campaign begins with.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use shared::sheet::{Book, Cell};

/// The bytes; the same cells and day give the same.
pub fn write(book: &Book, year: u16) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(year, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in &book.sheets {
        let written = workbook.add_worksheet().set_name(&sheet.name)?;
        for (nth, row) in sheet.rows.iter().enumerate() {
            for (column, cell) in (0..).zip(&row.cells) {
                write_cell(written, (row.number.saturating_sub(1), column), cell, nth == 0)?;
            }
        }
        written.autofit();
    }
    workbook.save_to_buffer()
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    is_head: bool,
) -> Result<(), XlsxError> {
    let plain = if is_head { Format::new().set_bold() } else { Format::new() };
    // A number that no float holds stays text, which the import reads likewise.
    let number = |sheet: &mut Worksheet, text: &str, format: Format| match text.parse::<f64>() {
        Ok(number) => sheet.write_number_with_format(row, column, number, &format).map(drop),
        Err(_) => sheet.write_string(row, column, text).map(drop),
    };
    match cell {
        Cell::Empty | Cell::Uncalculated => Ok(()),
        Cell::Text(text) | Cell::Error(text) | Cell::Broken(text) => {
            sheet.write_string_with_format(row, column, text, &plain).map(drop)
        }
        Cell::Number(text) => number(sheet, text, plain),
        Cell::Percent(text) => {
            let decimals = text.split_once('.').map_or(0, |(_, part)| part.len());
            let form = if decimals == 0 { "0%".to_owned() } else { format!("0.{}%", "0".repeat(decimals)) };
            number(sheet, &format!("{text}e-2"), plain.set_num_format(form))
        }
        Cell::Formatted(it) => number(sheet, &it.number, plain.set_num_format(&it.format)),
        Cell::Bool(it) => sheet.write_boolean(row, column, *it).map(drop),
        Cell::Date(text) => {
            let form = if text.len() > 10 { "yyyy-mm-dd hh:mm:ss" } else { "yyyy-mm-dd" };
            match ExcelDateTime::parse_from_str(text) {
                Ok(day) => {
                    let form = plain.set_num_format(form);
                    sheet.write_datetime_with_format(row, column, &day, &form).map(drop)
                }
                Err(_) => sheet.write_string(row, column, text).map(drop),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::sheet::{Row, Sheet};

    use super::*;
    use crate::package::open_workbook;

    #[test]
    fn what_is_written_is_read_again_as_it_was() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let cells = vec![
            text("1.10"),
            text("=1+1"),
            Cell::Empty,
            Cell::Number("0.1".to_owned()),
            Cell::Number("19".to_owned()),
            Cell::Percent("60".to_owned()),
            Cell::Percent("12.5".to_owned()),
            Cell::Bool(true),
            Cell::Date("2019-10-15".to_owned()),
            Cell::Date("2019-10-15T08:00:00".to_owned()),
        ];
        let row = |number, cells: &[Cell]| Row { number, cells: cells.to_vec() };
        let rows = vec![row(1, &[text("a"), text("b")]), row(4, &cells)];
        let sheets = vec![Sheet { name: "units".to_owned(), rows }];
        let book = Book { file: "campaign.xlsx".to_owned(), sheets };
        let bytes = write(&book, 2020).unwrap();
        assert_eq!(open_workbook("campaign.xlsx", &bytes).unwrap(), book);
        assert_eq!(write(&book, 2020).unwrap(), bytes);
    }
}
