//! The lists of choices, and the rows of other sheets that stand in lists.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, Record};
use crate::problem::Problem;
use crate::sheet::Faults;

/// Rows by the list that they belong to, lists in the order in which they begin.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists(Vec<(String, Vec<Record>)>);

impl Lists {
    /// The rows of a sheet that name a list, taken out of it.
    pub fn of(grid: &mut Grid) -> Self {
        let (mut lists, mut known) = (Self::default(), BTreeMap::new());
        for mut record in std::mem::take(&mut grid.records) {
            let Some(list) = record.cells.take("list name") else { continue };
            let Some(name) = list.text().map(str::to_owned) else { continue };
            let at = *known.entry(name.clone()).or_insert(lists.0.len());
            if at == lists.0.len() {
                lists.0.push((name, Vec::new()));
            }
            lists.0[at].1.push(record);
        }
        lists
    }

    pub fn get(&self, name: &str) -> Option<&[Record]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, rows)| &rows[..])
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Vec<Record>> {
        self.0.iter_mut().find(|(known, _)| known == name).map(|(_, rows)| rows)
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Record])> {
        self.0.iter().map(|(name, rows)| (name.as_str(), &rows[..]))
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
    for (_, rows) in &mut lists.0 {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for row in rows {
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
