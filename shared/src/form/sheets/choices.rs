//! The lists of choices, and the rows of other sheets that stand in lists.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, Record};
use super::reference::has_reference;
use crate::problem::Problem;
use crate::sheet::Faults;

/// Rows by the list that they belong to, lists in the order in which they begin. A hundred thousand choices and as many
/// questions may ask for each other: no question goes through a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    all: Vec<List>,
    places: BTreeMap<String, usize>,
}

/// A list, and what is asked of it for each question.
#[derive(Clone, Debug, Default)]
struct List {
    name: String,
    rows: Vec<Record>,
    /// The first name with a blank in it.
    spaced: Option<String>,
    /// Whether a choice is called `other`.
    has_other: bool,
    /// Whether its labels stand among the texts of the languages.
    in_languages: bool,
}

impl List {
    fn push(&mut self, row: Record) {
        let (name, label) = (row.cells.text("name"), row.cells.get("label"));
        if self.spaced.is_none() {
            self.spaced = name.filter(|name| name.contains(' ')).map(str::to_owned);
        }
        self.has_other |= name == Some("other");
        self.in_languages |= row.cells.map("media").is_some_and(|map| !map.is_empty())
            || label.is_some_and(|label| label.text().is_none_or(has_reference));
        self.rows.push(row);
    }
}

impl Lists {
    /// The rows of a sheet that name a list, taken out of it.
    pub fn of(grid: &mut Grid) -> Self {
        let mut lists = Self::default();
        for mut record in std::mem::take(&mut grid.records) {
            let Some(list) = record.cells.take("list name") else { continue };
            if let Some(name) = list.text() {
                lists.push(name, record);
            }
        }
        lists
    }

    /// Adds a row to a list, which begins with it where there is none.
    pub fn push(&mut self, list: &str, row: Record) {
        let at = self.places.get(list).copied().unwrap_or_else(|| {
            self.places.insert(list.to_owned(), self.all.len());
            self.all.push(List { name: list.to_owned(), ..List::default() });
            self.all.len() - 1
        });
        self.all[at].push(row);
    }

    fn list(&self, name: &str) -> Option<&List> {
        self.places.get(name).map(|at| &self.all[*at])
    }

    pub fn get(&self, name: &str) -> Option<&[Record]> {
        self.list(name).map(|list| &list.rows[..])
    }

    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// The first name with a blank in it.
    pub fn spaced(&self, name: &str) -> Option<&str> {
        self.list(name)?.spaced.as_deref()
    }

    /// Whether a choice is called `other`.
    pub fn has_other(&self, name: &str) -> bool {
        self.list(name).is_some_and(|list| list.has_other)
    }

    /// Whether the labels of a list stand among the texts of the languages: it has some in several, with pictures, or with answers in
    /// them.
    pub fn in_languages(&self, name: &str) -> bool {
        self.list(name).is_some_and(|list| list.in_languages)
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Record])> {
        self.all.iter().map(|list| (list.name.as_str(), &list.rows[..]))
    }
}

/// The lists of the sheet choices. Columns whose heads XML cannot take are left out, with a warning.
pub(super) fn choices(grid: &mut Grid, duplicates: bool, faults: &mut Faults) -> Lists {
    if !grid.records.is_empty() {
        grid.require("name", faults);
    }
    let mut odd: Vec<String> = Vec::new();
    for (tokens, head) in grid.tokens.iter().zip(&grid.page.heads) {
        let Some(first) = tokens.first() else { continue };
        if first != "list name" && (first.contains(' ') || first.is_empty()) {
            faults.warn(grid.page.spot(1, head), Problem::new("xlsform.choice_column"));
            odd.push(first.clone());
        }
    }
    let mut lists = Lists::of(grid);
    for list in &mut lists.all {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for row in &mut list.rows {
            let at = |column| grid.at(row.number, &[column]);
            match row.cells.text("name") {
                None => faults.note(at("name"), Problem::new("cell.empty")),
                Some(name) => {
                    let first = *seen.entry(name.to_owned()).or_insert(row.number);
                    if first != row.number && !duplicates {
                        let problem =
                            Problem::new("xlsform.choice_twice").with("value", name).with("first", first);
                        faults.note(at("name"), problem);
                    }
                }
            }
            if !row.cells.has("label") {
                faults.warn(at("label"), Problem::new("xlsform.choice_without_label"));
            }
            for name in &odd {
                row.cells.take(name);
            }
            let nested = |(name, value): (&str, &super::value::Value)| {
                (value.text().is_none() && !["label", "media"].contains(&name)).then(|| name.to_owned())
            };
            if let Some(name) = row.cells.iter().find_map(nested) {
                faults.note(grid.at(row.number, &[&name]), Problem::new("xlsform.column_nested"));
            }
            if row.cells.text("media").is_some() {
                faults.note(at("media"), Problem::new("xlsform.column_not_nested"));
            }
        }
    }
    lists
}

/// The names of the lists of a sheet.
pub(super) fn names(lists: &Lists) -> BTreeSet<String> {
    lists.iter().map(|(name, _)| name.to_owned()).collect()
}
