//! The rows of a sheet with the places where they stand, for the checks between sheets.

use std::collections::BTreeMap;

use crate::points::Points;
use crate::problem::{Location, Problem};
use crate::sheet::{Book, Columns, Faults, Record, Table};

/// The rows of a sheet that could be read.
#[derive(Debug)]
pub(super) struct Rows<T> {
    /// The rows.
    pub items: Vec<Item<T>>,
    /// Whether every row could be read: only then may a reference into the sheet be called unknown, else one slip
    /// would be reported at every row that names it.
    pub whole: bool,
}

/// A row and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Item<T> {
    at: Location,
    /// What the row says.
    pub value: T,
}

impl<T> Item<T> {
    /// The place of one of the row's cells.
    pub fn at(&self, column: &str) -> Location {
        Location { column: Some(column.to_owned()), ..self.at.clone() }
    }

    /// Notes a fault of one of the row's cells.
    pub fn fault(&self, column: &str, problem: Problem, faults: &mut Faults) {
        faults.note(self.at(column), problem);
    }
}

impl<T> Rows<T> {
    /// Reads a sheet that must be there and must have a row.
    pub fn read(
        book: &Book,
        sheet: &str,
        columns: Columns,
        faults: &mut Faults,
        row: impl FnMut(Record, &mut Faults) -> Option<T>,
    ) -> Self {
        let rows = Self::read_optional(book, sheet, columns, faults, row);
        let at = Location { file: book.file.clone(), sheet: Some(sheet.to_owned()), ..Location::default() };
        if book.sheet(sheet).is_none() {
            faults.note(at, Problem::new("sheet.missing"));
            return Self { whole: false, ..rows };
        }
        if rows.whole && rows.items.is_empty() {
            faults.note(at, Problem::new("sheet.empty"));
            return Self { whole: false, ..rows };
        }
        rows
    }

    /// Reads a sheet that may be absent.
    pub fn read_optional(
        book: &Book,
        sheet: &str,
        columns: Columns,
        faults: &mut Faults,
        mut row: impl FnMut(Record, &mut Faults) -> Option<T>,
    ) -> Self {
        let mut rows = Self { items: Vec::new(), whole: true };
        let before = faults.count();
        let Some(table) = Table::open(book, sheet, columns, faults) else {
            rows.whole = faults.count() == before;
            return rows;
        };
        if columns.iter().any(|column| column.required && !table.has(column.name)) {
            rows.whole = false;
            return rows;
        }
        for record in table.records() {
            match row(record, faults) {
                Some(value) => {
                    let at = Location { column: None, ..record.location("") };
                    rows.items.push(Item { at, value });
                }
                None => rows.whole = false,
            }
        }
        rows
    }

    /// Notes each row whose key stands above already, at `column`, and leaves it out.
    pub fn distinct(&mut self, column: &str, key: impl Fn(&T) -> String, faults: &mut Faults) {
        let mut first: BTreeMap<String, u32> = BTreeMap::new();
        let before = faults.count();
        self.items.retain(|item| {
            let (key, row) = (key(&item.value), item.at.row.unwrap_or_default());
            let earlier = *first.entry(key.clone()).or_insert(row);
            if earlier != row {
                let problem = Problem::new("cell.duplicate").with("value", key).with("first", earlier);
                item.fault(column, problem, faults);
            }
            earlier == row
        });
        self.whole &= faults.count() == before;
    }

    /// Warns where the numbers of a group neither rise nor fall all the way: two of them are hardly in their places.
    pub fn in_one_direction<'a>(
        &'a self,
        column: &str,
        number: impl Fn(&'a T) -> (&'a String, &'a Points),
        code: &str,
        faults: &mut Faults,
    ) {
        let mut groups: BTreeMap<&String, Vec<(&Points, &Item<T>)>> = BTreeMap::new();
        for item in &self.items {
            let (group, number) = number(&item.value);
            groups.entry(group).or_default().push((number, item));
        }
        for rows in groups.values() {
            let turn = rows.windows(3).find(|three| (three[0].0 < three[1].0) != (three[1].0 < three[2].0));
            if let Some([_, (number, item), _]) = turn {
                faults.warn(item.at(column), Problem::new(code).with("value", number));
            }
        }
    }

    /// Whether a row has what is looked for, as far as can be known: a sheet with unread rows may have it.
    pub fn may_have(&self, found: impl Fn(&T) -> bool) -> bool {
        !self.whole || self.values().any(found)
    }

    /// What the rows say.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.items.iter().map(|item| &item.value)
    }

    /// What the rows say, without their places.
    pub fn into_values(self) -> Vec<T> {
        self.items.into_iter().map(|item| item.value).collect()
    }
}
