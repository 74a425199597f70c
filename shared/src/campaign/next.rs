//! The beginning of next year's campaign: the workbook of this one with another id, year, title and dates, this campaign as the
//! one before, its outcome in the history, without its bonus and penalty points, and with hints at what it may say besides. All other
//! cells stay as they are.

use jiff::civil::Date;

use super::hints::hint;
use super::{Campaign, History};
use crate::message::Language;
use crate::sheet::{Book, Cell, Row, Sheet};

/// The settings that are days.
const DAYS: [&str; 4] = ["survey_opens", "survey_closes", "self_scoring_closes", "data_kept_until"];
/// The columns of the history.
const HISTORY: [&str; 4] = ["year", "unit", "total", "basis"];

/// Makes it; `outcome` are the totals that its history gains.
pub fn next_year(book: &Book, campaign: &Campaign, outcome: &[History]) -> Book {
    let mut book = book.clone();
    let year = campaign.settings.year;
    let later = |text: &str| text.replace(&year.to_string(), &(year + 1).to_string());
    let id = &campaign.settings.id;
    let next_id = Some(later(id)).filter(|next| next != id).unwrap_or_else(|| format!("{id}-{}", year + 1));
    let previous = Cell::Text(id.clone());
    if let Some(sheet) = sheet(&mut book, "settings")
        && let [Some(key), Some(value)] = columns(sheet, ["key", "value"])
    {
        let mut names_previous = false;
        for row in &mut sheet.rows[1..] {
            let name = row.cells.get(key).map(text).unwrap_or_default();
            let cell = row.cells.get(value).cloned().unwrap_or_default();
            let cell = match name.trim() {
                "id" => Cell::Text(next_id.clone()),
                "year" => Cell::Number((year + 1).to_string()),
                "title_vi" | "title_en" => Cell::Text(later(&text(&cell))),
                "previous" => {
                    names_previous = true;
                    previous.clone()
                }
                day if DAYS.contains(&day) => a_year_later(cell),
                _ => continue,
            };
            put(row, value, cell);
        }
        if !names_previous {
            append(sheet, &[(key, Cell::Text("previous".to_owned())), (value, previous)]);
        }
    }
    add_to_history(&mut book, outcome);
    if let Some(sheet) = sheet(&mut book, "adjustments") {
        sheet.rows.truncate(1);
    }
    hint(&mut book, if campaign.settings.default_language == "en" { Language::En } else { Language::Vi });
    book
}

fn add_to_history(book: &mut Book, outcome: &[History]) {
    if outcome.is_empty() {
        return;
    }
    if sheet(book, "history").is_none() {
        let cells = HISTORY.map(|name| Cell::Text(name.to_owned())).to_vec();
        let rows = vec![Row { number: 1, cells }];
        book.sheets.push(Sheet { name: "history".to_owned(), rows });
    }
    let Some(sheet) = sheet(book, "history") else { return };
    let [Some(year), Some(unit), Some(total), Some(basis)] = columns(sheet, HISTORY) else { return };
    for row in outcome {
        let same = |it: &Row| {
            let [of, whose] = [year, unit].map(|at| it.cells.get(at).map(text).unwrap_or_default());
            (of.trim(), whose.trim()) == (row.year.to_string().as_str(), row.unit.as_str())
        };
        if sheet.rows.iter().any(same) {
            continue;
        }
        let cells = [
            (year, Cell::Number(row.year.to_string())),
            (unit, Cell::Text(row.unit.clone())),
            (total, Cell::Number(row.total.to_string())),
            (basis, Cell::Text(row.basis.clone())),
        ];
        append(sheet, &cells);
    }
}

fn sheet<'a>(book: &'a mut Book, name: &str) -> Option<&'a mut Sheet> {
    book.sheets.iter_mut().find(|sheet| sheet.name.trim() == name && !sheet.rows.is_empty())
}

/// Where columns of these heads are.
fn columns<const N: usize>(sheet: &Sheet, names: [&str; N]) -> [Option<usize>; N] {
    names.map(|name| sheet.rows.first()?.cells.iter().position(|cell| text(cell).trim() == name))
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Number(text) | Cell::Date(text) => text.clone(),
        _ => String::new(),
    }
}

fn put(row: &mut Row, at: usize, cell: Cell) {
    if row.cells.len() <= at {
        row.cells.resize(at + 1, Cell::Empty);
    }
    row.cells[at] = cell;
}

fn append(sheet: &mut Sheet, cells: &[(usize, Cell)]) {
    let number = sheet.rows.last().map_or(1, |row| row.number + 1);
    let mut row = Row { number, cells: Vec::new() };
    for (at, cell) in cells {
        put(&mut row, *at, cell.clone());
    }
    sheet.rows.push(row);
}

/// The same day of the next year; the 28th for a 29 February. What is no day stays as it is, for the check to name.
fn a_year_later(cell: Cell) -> Cell {
    let shifted = |text: &str| {
        let day: Date = text.trim().parse().ok()?;
        Some(day.saturating_add(jiff::Span::new().years(1)).to_string())
    };
    match &cell {
        Cell::Date(text) => shifted(text).map(Cell::Date),
        Cell::Text(text) => shifted(text).map(Cell::Text),
        _ => None,
    }
    .unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::read;
    use crate::campaign::tests::specimen::{campaign, package};
    use crate::points::Points;

    fn outcome() -> History {
        let campaign = campaign();
        let (unit, total) = (campaign.units[0].code.clone(), Points::parse("81.25").unwrap());
        History { year: campaign.settings.year, unit, total, basis: "published".to_owned() }
    }

    #[test]
    fn next_years_package_is_right_and_differs_where_it_must() {
        let (book, forms) = package();
        let before = campaign();
        let (after, faults) = read(&next_year(&book, &before, &[outcome()]), &forms);
        let after = after.unwrap_or_else(|| panic!("{faults:?}"));
        assert_eq!(after.settings.year, before.settings.year + 1);
        assert_ne!(after.settings.id, before.settings.id);
        assert_eq!(after.settings.previous, Some(before.settings.id.clone()));
        assert_eq!(after.settings.survey_opens.date().year(), before.settings.survey_opens.date().year() + 1);
        assert_eq!(after.history.last(), Some(&outcome()));
        assert_eq!(after.history.len(), before.history.len() + 1);
        assert_eq!((after.adjustments.len(), &after.criteria), (0, &before.criteria));
        let again = next_year(&next_year(&book, &before, &[outcome()]), &before, &[outcome()]);
        assert_eq!(read(&again, &forms).0.unwrap().history.len(), before.history.len() + 1, "said once");
    }

    #[test]
    fn a_day_that_the_next_year_does_not_have_is_the_one_before() {
        for (day, later) in [("2024-02-29", "2025-02-28"), ("2019-11-30", "2020-11-30"), ("soon", "soon")] {
            assert_eq!(a_year_later(Cell::Text(day.to_owned())), Cell::Text(later.to_owned()));
        }
    }
}
