//! A table whose cells have types, with what is known of each variable: what files for statistics and sheets are made of.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::columns::Table;
use super::row::{Cells, Exported, OTHER, moment_of};
use super::sources::{Source, Type, sources};
use crate::campaign::Campaign;
use crate::day::Day;

/// How variables are laid out, as the kind of file can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A column, and one more for labels where something is chosen.
    Sheet,
    /// Labels belong to codes, which are numbers or texts; of several choices each is a variable of noughts and ones.
    Labelled,
    /// The same where only numbers have labels: codes that are none are counted, and stand beside as texts.
    Numbered,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Missing,
    /// A number.
    Number(f64),
    /// A text, never empty.
    Text(Cow<'a, str>),
    /// A day, counted from 1970-01-01.
    Day(i32),
    /// Milliseconds from the beginning of 1970, as clocks in the campaign's time zone showed it.
    Moment(i64),
}

/// Of which type the cells of a variable are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Texts.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Decimal,
    /// Days.
    Day,
    /// Moments.
    Moment,
}

/// A choice: what is stored, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The code of the form.
    pub code: String,
    /// The number that stands for it, where the variable holds numbers.
    pub number: i32,
    /// What it is called.
    pub label: String,
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The column that it comes from, as the CSV table names it; what follows a `=` is one of several choices.
    pub column: String,
    /// What is asked; of one of several choices, followed by what that is called.
    pub label: String,
    /// How many bytes at the label's end tell the choice; none where it is not one of several.
    pub tail: usize,
    /// What its cells hold.
    pub holds: Holds,
    /// What can be chosen, in the form's order.
    pub options: Vec<Coded>,
    place: usize,
    take: Take,
}

/// How a cell becomes one of a variable.
#[derive(Clone, Debug)]
enum Take {
    Plain,
    /// The number of a code, by code.
    Number(HashMap<String, f64>),
    /// A whole number that is a code.
    NumericCode,
    /// A moment that is known of the ballot, and not printed to be read again.
    Known(fn(&Exported) -> Option<Timestamp>),
    Chosen(String),
}

/// A table of typed variables.
#[derive(Debug)]
pub struct Frame {
    table: Table,
    /// The variables, in the order of the CSV table.
    pub variables: Vec<Variable>,
    zone: TimeZone,
    /// Before it no day is one.
    first_day: Date,
    /// By place of a cell with several choices: its codes.
    several: Vec<(usize, Vec<String>)>,
}

impl Frame {
    /// That of what is answered once, or of a repeat.
    pub fn of(
        campaign: &Campaign,
        repeat: Option<&str>,
        language: &str,
        zone: TimeZone,
        shape: Shape,
    ) -> Self {
        let mut table = Table::of(campaign, repeat, language);
        let (mut variables, mut several) = (Vec::new(), Vec::new());
        for source in sources(campaign, &table, repeat, language) {
            if let (Type::Several(options), true) = (&source.holds, shape != Shape::Sheet) {
                several.push((source.place, options.iter().map(|it| it.code.clone()).collect()));
            }
            variables.extend(laid_out(source, shape));
        }
        if shape != Shape::Sheet {
            table.forget_labels();
        }
        let first_day = if shape == Shape::Labelled { FIRST_DAY } else { Date::MIN };
        Self { table, variables, zone, first_day, several }
    }

    /// The rows of a ballot, cell by cell in the order of the variables.
    pub fn each_row<'a>(&'a self, exported: &'a Exported, each: &mut dyn FnMut(Vec<Cell<'a>>)) {
        self.table.each_row(exported, &mut |cells| each(self.typed(exported, cells)));
    }

    /// Whether a ballot has rows here.
    pub fn has_rows(&self, exported: &Exported) -> bool {
        self.table.has_rows(exported)
    }

    fn typed<'a>(&self, exported: &Exported, mut cells: Cells<'a>) -> Vec<Cell<'a>> {
        let mut row: Vec<Cell<'a>> = Vec::with_capacity(self.variables.len());
        let mut other: Vec<usize> = Vec::new();
        for variable in &self.variables {
            let text = &cells[variable.place];
            let cell = if text.is_empty() { Cell::Missing } else { self.cell(variable, exported, text) };
            // What has no place in its variable is left out nowhere.
            if cell == Cell::Missing && !text.is_empty() && !matches!(variable.take, Take::Number(_)) {
                other.push(variable.place);
            }
            row.push(cell);
        }
        for (place, codes) in &self.several {
            let known = |code: &str| codes.iter().any(|known| known == code);
            if !cells[*place].is_empty() && !cells[*place].split(' ').all(known) {
                other.push(*place);
            }
        }
        if !other.is_empty() {
            let heads = self.table.heads();
            let last = cells.len() - 1;
            let mut said: Map<String, Value> = serde_json::from_str(&cells[last]).unwrap_or_default();
            let own = |place: usize| (heads[place].to_string(), Value::from(&*cells[place]));
            said.extend(other.into_iter().map(own));
            cells[last] = Value::Object(said).to_string().into();
            let at = self.variables.iter().position(|variable| variable.column == OTHER);
            if let Some(at) = at {
                row[at] = Cell::Text(cells[last].clone());
            }
        }
        row
    }

    fn cell<'a>(&self, variable: &Variable, exported: &Exported, text: &Cow<'a, str>) -> Cell<'a> {
        let number = |number: Option<f64>| number.map_or(Cell::Missing, Cell::Number);
        let moment = |moment: Option<Timestamp>| moment.map_or(Cell::Missing, |it| self.moment(it));
        match (&variable.take, variable.holds) {
            (Take::Number(numbers), _) => number(numbers.get(&**text).copied()),
            (Take::NumericCode, _) => number(numeric_code(text).map(f64::from)),
            (Take::Chosen(code), _) => {
                Cell::Number(f64::from(u8::from(text.split(' ').any(|chosen| chosen == code))))
            }
            (Take::Plain, Holds::Text) => Cell::Text(text.clone()),
            (Take::Plain, Holds::Whole) => number(text.parse().ok().filter(|n| whole(*n))),
            (Take::Plain, Holds::Decimal) => number(text.parse().ok().filter(|n: &f64| n.abs() < MISSING)),
            (Take::Plain, Holds::Day) => {
                let day: Option<Day> = text.parse().ok();
                let day = day.map(|day| day.date()).filter(|date| *date >= self.first_day);
                day.map_or(Cell::Missing, |date| Cell::Day(days(date)))
            }
            (Take::Known(of), _) => moment(of(exported)),
            (Take::Plain, Holds::Moment) => moment(text.parse().ok()),
        }
    }

    fn moment(&self, moment: Timestamp) -> Cell<'static> {
        if moment.to_zoned(TimeZone::UTC).date() < self.first_day {
            return Cell::Missing;
        }
        let offset = i64::from(self.zone.to_offset(moment).seconds());
        Cell::Moment(moment.as_millisecond() + offset * 1000)
    }
}

/// From 2^1023 on .dta has no numbers, but its missing values.
const MISSING: f64 = f64::from_bits(0x7fe0_0000_0000_0000);

/// A number that a double holds as it is, and without a part.
fn whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0
}

/// What is before the Gregorian calendar began is no day to SPSS, which reads it as a missing value.
const FIRST_DAY: Date = Date::constant(1582, 10, 15);

/// Days from 1970-01-01.
fn days(date: Date) -> i32 {
    (date - Date::constant(1970, 1, 1)).get_days()
}

/// The number that a code is, if it is written as numbers are.
fn numeric_code(code: &str) -> Option<i32> {
    let number: i32 = code.parse().ok().filter(|n: &i32| n.abs() < 1_000_000_000)?;
    let digits = code.strip_prefix('-').unwrap_or(code);
    (code == "0" || digits.starts_with(|digit: char| ('1'..='9').contains(&digit))).then_some(number)
}

fn laid_out(source: Source, shape: Shape) -> Vec<Variable> {
    let Source { column, label, holds, place } = source;
    let of = |column: String, label: String, holds, options, take| Variable {
        column,
        label,
        tail: 0,
        holds,
        options,
        place,
        take,
    };
    let plain = |holds| vec![of(column.clone(), label.clone(), holds, Vec::new(), Take::Plain)];
    match holds {
        Type::Text => plain(Holds::Text),
        Type::Whole => plain(Holds::Whole),
        Type::Decimal => plain(Holds::Decimal),
        Type::Day => plain(Holds::Day),
        Type::Moment => {
            let take = moment_of(&column).map_or(Take::Plain, Take::Known);
            vec![of(column, label, Holds::Moment, Vec::new(), take)]
        }
        // The labels of a code: a column of sheets alone.
        Type::Called => {
            if shape == Shape::Sheet {
                plain(Holds::Text)
            } else {
                Vec::new()
            }
        }
        Type::One(mut options) | Type::Several(mut options) if shape == Shape::Sheet => {
            options.iter_mut().for_each(|option| option.number = 0);
            vec![of(column, label, Holds::Text, options, Take::Plain)]
        }
        Type::Several(options) => {
            let yes_no = |code: &str, number| Coded { code: code.to_owned(), number, label: code.to_owned() };
            let each = options.into_iter().map(|option| {
                let (column, tail) = (format!("{column}={}", option.code), format!(": {}", option.label));
                let (holds, codes) = (Holds::Whole, vec![yes_no("0", 0), yes_no("1", 1)]);
                let variable = of(column, format!("{label}{tail}"), holds, codes, Take::Chosen(option.code));
                Variable { tail: tail.len(), ..variable }
            });
            each.collect()
        }
        Type::One(mut options) => {
            let numbers: Option<Vec<i32>> = options.iter().map(|option| numeric_code(&option.code)).collect();
            match numbers.filter(|numbers| !numbers.is_empty()) {
                Some(numbers) => {
                    options.iter_mut().zip(numbers).for_each(|(option, number)| option.number = number);
                    vec![of(column, label, Holds::Whole, options, Take::NumericCode)]
                }
                None if shape == Shape::Labelled => {
                    vec![of(column, label, Holds::Text, options, Take::Plain)]
                }
                None => {
                    let numbers = options.iter().map(|it| (it.code.clone(), f64::from(it.number))).collect();
                    let codes = format!("{column}/code");
                    vec![
                        of(column, label.clone(), Holds::Whole, options, Take::Number(numbers)),
                        of(codes, label, Holds::Text, Vec::new(), Take::Plain),
                    ]
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::tests::exported;
    use super::*;
    use crate::index::example;

    #[test]
    fn a_code_is_a_number_where_it_is_written_as_one() {
        for (code, number) in [("0", 0), ("7", 7), ("10", 10), ("-3", -3), ("999999999", 999_999_999)] {
            assert_eq!(numeric_code(code), Some(number), "{code}");
        }
        for code in
            ["", "-", "-0", "00", "07", "-07", "+7", "-+7", "7 ", "7a", "٧", "1000000000", "-1000000000"]
        {
            assert_eq!(numeric_code(code), None, "{code}");
        }
    }

    #[test]
    fn a_day_that_spss_does_not_have_stands_beside() {
        let mut early = exported(&Value::Object(Map::new()));
        early.line.started = "1499-12-31T10:00:00Z".parse().unwrap();
        for (shape, is_there) in [(Shape::Labelled, false), (Shape::Numbered, true), (Shape::Sheet, true)] {
            let frame = Frame::of(&example::campaign(), None, "vi", TimeZone::UTC, shape);
            let at = |name: &str| frame.variables.iter().position(|it| it.column == name).unwrap();
            frame.each_row(&early, &mut |cells| {
                assert_eq!(matches!(cells[at("ballot/started")], Cell::Moment(_)), is_there);
                let Cell::Text(other) = &cells[at(OTHER)] else { return assert!(is_there) };
                assert_eq!(other.contains("1499-12-31"), !is_there, "{other}");
            });
        }
    }
}
