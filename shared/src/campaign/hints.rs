//! What a workbook may say besides and often does not, as its people do not know of it: settings as rows that are still empty, each with
//! a word on it behind the columns that are read, and lines of the sheet that explains the others.

use super::settings::optional_keys;
use crate::message::{Language, text};
use crate::sheet::{Book, Cell, GUIDE, Row, Sheet};

/// Sheets and columns that may be absent.
const ABSENT: [&str; 3] = ["instructions", "lineage", "personal"];

/// Adds them where they are not there already.
pub fn hint(book: &mut Book, language: Language) {
    let say = |key: &str| text(language, &format!("package.hint.{key}"), &[]);
    if let Some(settings) = book.sheets.iter_mut().find(|sheet| sheet.is("settings")) {
        let behind = settings.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let at = |row: &Row, name: &str| row.cells.iter().position(|cell| said(cell) == name);
        let heads = settings.rows.first().map(|row| (at(row, "key"), at(row, "value")));
        if let Some((Some(key), Some(_))) = heads {
            for (name, usual) in optional_keys() {
                if settings.rows.iter().any(|row| row.cells.get(key).is_some_and(|cell| said(cell) == name)) {
                    continue;
                }
                let words = match usual {
                    Some(usual) => text(language, "package.hint.limit", &[("usual", &usual.to_string())]),
                    None if name.ends_with("_en") => say("english"),
                    None => say(name),
                };
                add(settings, &[(key, name.to_owned()), (behind, words)]);
            }
        }
    }
    if let Some(guide) = book.sheets.iter_mut().find(|sheet| sheet.is(GUIDE)) {
        for name in ABSENT {
            if !guide.rows.iter().any(|row| first_word(row) == Some(name)) {
                let cells = ["name", "row", "how"].map(|part| say(&format!("{name}.{part}")));
                add(guide, &[0, 1, 2].map(|nth| (nth, cells[nth].clone())));
            }
        }
    }
}

fn first_word(row: &Row) -> Option<&str> {
    said(row.cells.first()?).split_whitespace().next()
}

fn said(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text.trim(),
        _ => "",
    }
}

fn add(sheet: &mut Sheet, cells: &[(usize, String)]) {
    let number = sheet.rows.last().map_or(1, |row| row.number + 1);
    let width = cells.iter().map(|(at, _)| at + 1).max().unwrap_or_default();
    let mut row = Row { number, cells: vec![Cell::Empty; width] };
    for (at, text) in cells {
        row.cells[*at] = Cell::Text(text.clone());
    }
    sheet.rows.push(row);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::read;
    use crate::campaign::tests::specimen::{campaign, package};

    #[test]
    fn what_is_hinted_at_changes_nothing_and_stands_there_once() {
        let (mut book, forms) = package();
        let cells = |cells: [&str; 3]| cells.map(|text| Cell::Text(text.to_owned())).to_vec();
        let row = |number, names| Row { number, cells: cells(names) };
        let rows = vec![row(1, ["Bảng", "", ""]), row(2, ["lineage (không bắt buộc)", "", "của tôi"])];
        book.sheets.push(Sheet { name: GUIDE.to_owned(), rows });
        hint(&mut book, Language::Vi);
        let hinted = book.clone();
        hint(&mut book, Language::Vi);
        assert_eq!(book, hinted);
        let (read, faults) = read(&book, &forms);
        assert_eq!((read.as_ref(), faults.len()), (Some(&campaign()), 0), "{faults:?}");
        let sheet = |name: &str| book.sheets.iter().find(|sheet| sheet.is(name)).unwrap();
        let key = |name: &str| sheet("settings").rows.iter().find(|row| said(&row.cells[0]) == name).unwrap();
        assert!(said(key("data_controller_vi").cells.last().unwrap()).contains("chịu trách nhiệm"));
        assert!(said(key("flag_fast_percent").cells.last().unwrap()).contains("30"));
        let guide: Vec<_> = sheet(GUIDE).rows.iter().map(|row| said(&row.cells[0])).collect();
        assert_eq!(guide.len(), 4, "{guide:?}");
        assert!(guide[2].starts_with("instructions") && guide[3].starts_with("personal"), "{guide:?}");
    }
}
