//! The sheets of an XLSForm as text: which sheets count, where their rows end, and what a cell says, as pyxform has it.

use crate::problem::{Location, Problem};
use crate::sheet::{Book, Cell, Faults, Formatted, Sheet};

/// The sheets that mean something.
pub(super) const SHEETS: [&str; 6] = ["survey", "choices", "settings", "external_choices", "entities", "osm"];

/// So many blank heads or rows on end may stand between others; what comes after more is not read.
const BLANK_HEADS: usize = 20;
const BLANK_ROWS: u32 = 60;

/// A sheet as text.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The file and the sheet's name as written.
    pub at: Location,
    /// The heads, cleaned.
    pub heads: Vec<String>,
    /// The rows that hold anything below a head.
    pub lines: Vec<Line>,
}

/// A row: its number, and the texts with the number of their head.
#[derive(Debug)]
pub(super) struct Line {
    pub number: u32,
    pub texts: Vec<(usize, String)>,
}

impl Page {
    /// Where a cell is.
    pub fn spot(&self, row: u32, head: &str) -> Location {
        Location { row: Some(row), column: Some(head.to_owned()), ..self.at.clone() }
    }

    /// The sheet of a name, as the converter finds it.
    pub fn sheet<'b>(book: &'b Book, name: &str) -> Option<&'b Sheet> {
        match &book.sheets[..] {
            [only] if !SHEETS.contains(&only.name.to_lowercase().as_str()) => {
                (name == "survey").then_some(only)
            }
            sheets => sheets.iter().rev().find(|sheet| sheet.name.to_lowercase() == name),
        }
    }

    /// Reads a sheet.
    pub fn of(file: &str, sheet: &Sheet, faults: &mut Faults) -> Self {
        let at = Location { file: file.to_owned(), sheet: Some(sheet.name.clone()), ..Location::default() };
        let mut page = Self { at, ..Self::default() };
        let columns = page.read_heads(sheet, faults);
        page.read_lines(sheet, &columns, faults);
        page
    }

    /// The heads of the first row; gives the columns that have one.
    fn read_heads(&mut self, sheet: &Sheet, faults: &mut Faults) -> Vec<usize> {
        let Some(first) = sheet.rows.first().filter(|row| row.number == 1) else { return Vec::new() };
        let (mut columns, mut blank) = (Vec::new(), 0);
        for (column, cell) in first.cells.iter().enumerate() {
            if shown(cell).is_none() {
                blank += 1;
                continue;
            }
            if blank > BLANK_HEADS {
                let at = self.spot(1, &shown(cell).unwrap_or_default());
                faults.warn(at, Problem::new("xlsform.past_blank_columns").with("n", blank));
                break;
            }
            blank = 0;
            if let Cell::Broken(broken) = cell {
                faults.note(self.spot(1, broken), Problem::new("cell.broken").with("value", broken));
                continue;
            }
            let (Cell::Text(written) | Cell::Error(written)) = cell else {
                let written = shown(cell).unwrap_or_default();
                faults.note(
                    self.spot(1, &written),
                    Problem::new("xlsform.head_no_text").with("value", &written),
                );
                continue;
            };
            if self.heads.contains(written) {
                faults.note(self.spot(1, written), Problem::new("column.duplicate"));
                continue;
            }
            self.heads.push(spaced(written.trim()));
            columns.push(column);
        }
        columns
    }

    fn read_lines(&mut self, sheet: &Sheet, columns: &[usize], faults: &mut Faults) {
        let mut last = 1;
        for row in sheet.rows.iter().filter(|row| row.number > 1) {
            let mut texts: Vec<(usize, String)> = Vec::new();
            for (head, column) in columns.iter().enumerate() {
                let Some(cell) = row.cells.get(*column) else { continue };
                let at = || self.spot(row.number, &self.heads[head]);
                if *cell == Cell::Uncalculated {
                    faults.warn(at(), Problem::new("cell.uncalculated"));
                } else if let Cell::Broken(broken) = cell {
                    faults.note(at(), Problem::new("cell.broken").with("value", broken));
                } else if let Some(text) = shown(cell) {
                    if matches!(cell, Cell::Formatted(formatted) if duration(formatted).is_some()) {
                        faults.warn(at(), Problem::new("xlsform.duration").with("value", &text));
                    }
                    // As a default, a day is written as every engine reads it.
                    let is_day =
                        *cell != Cell::Text(text.clone()) && self.heads[head].eq_ignore_ascii_case("default");
                    texts.push((head, if is_day { iso(&text) } else { text }));
                }
            }
            if texts.is_empty() {
                continue;
            }
            if row.number - last > BLANK_ROWS + 1 {
                let problem = Problem::new("xlsform.past_blank_rows").with("n", row.number - last - 1);
                faults.warn(Location { row: Some(row.number), ..self.at.clone() }, problem);
                break;
            }
            last = row.number;
            self.lines.push(Line { number: row.number, texts });
        }
    }
}

/// What a cell says.
fn shown(cell: &Cell) -> Option<String> {
    let text = match cell {
        Cell::Empty | Cell::Uncalculated => return None,
        Cell::Text(text) => text.trim().replace('\u{a0}', " "),
        Cell::Number(text) | Cell::Error(text) | Cell::Broken(text) => text.clone(),
        Cell::Date(day) => match day.split_once('T') {
            Some((day, time)) => format!("{day} {time}"),
            None => format!("{day} {MIDNIGHT}"),
        },
        Cell::Percent(percent) => hundredth(percent),
        Cell::Formatted(formatted) => {
            let shown = duration(formatted).or_else(|| moment(formatted));
            shown.unwrap_or_else(|| formatted.number.clone())
        }
        Cell::Bool(true) => "TRUE".to_owned(),
        Cell::Bool(false) => "FALSE".to_owned(),
    };
    (!text.is_empty()).then_some(text)
}

/// Blanks on end as one.
pub(in crate::form) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign != ' ' || !out.ends_with(' ') {
            out.push(sign);
        }
    }
    out
}

/// The number that a cell holds which shows so many percent.
fn hundredth(percent: &str) -> String {
    let (sign, digits) = percent.strip_prefix('-').map_or(("", percent), |digits| ("-", digits));
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = format!("{whole:0>3}");
    let (left, right) = whole.split_at(whole.len() - 2);
    let places = format!("{right}{places}");
    let (left, places) = (left.trim_start_matches('0'), places.trim_end_matches('0'));
    let left = if left.is_empty() { "0" } else { left };
    if places.is_empty() { format!("{sign}{left}") } else { format!("{sign}{left}.{places}") }
}

const MIDNIGHT: &str = "00:00:00";

/// `2019-01-05 08:00:00` as `2019-01-05T08:00:00`, without a midnight.
fn iso(moment: &str) -> String {
    match moment.split_once(' ') {
        Some((day, MIDNIGHT)) => day.to_owned(),
        Some((day, time)) if day.len() == 10 && time.contains(':') => format!("{day}T{time}"),
        _ => moment.to_owned(),
    }
}

/// How long something takes, where the format counts hours, minutes or seconds on beyond a day: as Python prints it.
fn duration(formatted: &Formatted) -> Option<String> {
    let first = formatted.format.split(';').next()?.to_lowercase();
    ["[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]"].iter().find(|counted| first.contains(*counted))?;
    let serial: f64 = formatted.number.parse().ok()?;
    let thousandths = (serial * 86_400_000.0).round() as i64;
    let (days, rest) = (thousandths.div_euclid(86_400_000), thousandths.rem_euclid(86_400_000));
    let (seconds, rest) = (rest / 1_000, rest % 1_000);
    let fraction = if rest == 0 { String::new() } else { format!(".{rest:03}000") };
    let time = format!("{}:{:02}:{:02}{fraction}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    Some(match days {
        0 => time,
        1 | -1 => format!("{days} day, {time}"),
        days => format!("{days} days, {time}"),
    })
}

/// A moment or a time of the day, where the format has letters of one.
fn moment(formatted: &Formatted) -> Option<String> {
    let (mut shows_time, mut skip) = (false, None);
    for sign in formatted.format.chars() {
        match (skip, sign) {
            (Some(end), sign) if sign == end || end == '\\' => skip = None,
            (Some(_), _) => {}
            (None, '"') => skip = Some('"'),
            (None, '[') => skip = Some(']'),
            (None, '\\') => skip = Some('\\'),
            (None, sign) => shows_time |= "dmhysDMHYS".contains(sign),
        }
    }
    let serial: f64 =
        formatted.number.parse().ok().filter(|it| shows_time && (0.0..2_958_466.0).contains(it))?;
    let thousandths = (serial.fract() * 86_400_000.0).round() as i64;
    let (seconds, rest) = (thousandths / 1_000, thousandths % 1_000);
    let time = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let time = if rest == 0 { time } else { format!("{time}.{rest:03}000") };
    if seconds >= 86_400 || serial < 1.0 {
        return (seconds < 86_400).then_some(time);
    }
    let begin = jiff::civil::Date::constant(1899, 12, 30);
    let day = begin.checked_add(jiff::Span::new().try_days(serial as i64).ok()?).ok()?;
    Some(format!("{day} {time}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Row;

    /// What a page of one question says of this cell in its column default.
    fn told(cell: Cell) -> Vec<(String, bool)> {
        let text = |text: &str| Cell::Text(text.to_owned());
        let heads = Row { number: 1, cells: vec![text("type"), text("default")] };
        let row = Row { number: 2, cells: vec![text("text"), cell] };
        let mut faults = Faults::default();
        Page::of("f.xlsx", &Sheet { name: "survey".to_owned(), rows: vec![heads, row] }, &mut faults);
        let place = |it: &Location| format!("{:?} {}", it.row, it.column.as_deref().unwrap_or_default());
        let said = faults.into_vec().into_iter();
        said.map(|one| (format!("{} {}", place(&one.at), one.problem.code), one.is_fault())).collect()
    }

    /// pyxform 4.5.0 refuses the workbook of the first, and writes `1 day, 12:00:00` of the second.
    #[test]
    fn a_broken_cell_is_a_fault_and_a_duration_is_warned_of() {
        assert_eq!(told(Cell::Broken("#99".into())), [("Some(2) default cell.broken".into(), true)]);
        let hours = Formatted { number: "1.5".into(), format: "[h]:mm".into(), rounded: false };
        assert_eq!(told(Cell::Formatted(hours)), [("Some(2) default xlsform.duration".into(), false)]);
        assert_eq!(told(Cell::Error("#REF!".into())), []);
    }

    #[test]
    fn a_day_as_a_default_is_written_as_engines_read_it() {
        for (shown, written) in [
            ("2019-01-05 00:00:00", "2019-01-05"),
            ("2019-01-05 08:30:00", "2019-01-05T08:30:00"),
            ("08:30:00", "08:30:00"),
            ("5", "5"),
        ] {
            assert_eq!(iso(shown), written);
        }
    }

    #[test]
    fn a_cell_says_what_its_file_holds() {
        let formatted = |number: &str, format: &str| {
            Cell::Formatted(Formatted { number: number.into(), format: format.into(), rounded: false })
        };
        for (cell, text) in [
            (Cell::Percent("60".into()), Some("0.6")),
            (Cell::Percent("-5".into()), Some("-0.05")),
            (Cell::Percent("12.5".into()), Some("0.125")),
            (Cell::Percent("100".into()), Some("1")),
            (Cell::Percent("0".into()), Some("0")),
            (formatted("0.354166666666667", "h:mm"), Some("08:30:00")),
            (formatted("0.5", "0.00E+00"), Some("0.5")),
            (formatted("44662.6850575292", "yyyymmddhhmmss"), Some("2022-04-11 16:26:28.971000")),
            (formatted("5", "0 \"days\""), Some("5")),
            (formatted("1.5", "[h]:mm"), Some("1 day, 12:00:00")),
            (formatted("0.25", "[hh]:mm:ss;@"), Some("6:00:00")),
            (formatted("-0.5", "[h]:mm"), Some("-1 day, 12:00:00")),
            (Cell::Date("2012-12-12".into()), Some("2012-12-12 00:00:00")),
            (Cell::Text(" a\u{a0}b ".into()), Some("a b")),
            (Cell::Text("  ".into()), None),
            (Cell::Bool(true), Some("TRUE")),
        ] {
            assert_eq!(shown(&cell).as_deref(), text, "{cell:?}");
        }
    }
}
