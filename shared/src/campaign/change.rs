//! What an import would change: two campaigns held against each other, sheet by sheet, row by row, in the words of the workbook.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Campaign, Name};

/// What an import would change in one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetChange {
    /// The sheet of campaign.xlsx.
    pub sheet: String,
    /// How many rows come.
    pub added: usize,
    /// How many go.
    pub removed: usize,
    /// How many stay with other cells.
    pub changed: usize,
    /// Whether those that stay stand in another order.
    pub reordered: bool,
    /// The first of these rows.
    pub rows: Vec<RowChange>,
}

/// What an import would change in one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowChange {
    /// What names the row, such as a code.
    pub key: String,
    /// What it is called, where it has a name.
    #[serde(default)]
    pub name: Name,
    /// Whether it comes, goes, or stays with other cells.
    pub kind: RowChangeKind,
    /// The cells of a row that stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<CellChange>,
}

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowChangeKind {
    /// It comes.
    Added,
    /// It goes.
    Removed,
    /// It stays with other cells.
    Changed,
}

/// A cell that changes; empty where there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellChange {
    /// The head of its column.
    pub column: String,
    /// What is stored.
    pub before: String,
    /// What the package says.
    pub after: String,
}

/// A row of a sheet: what names it, what it is called, and its cells by the heads of their columns.
struct Row {
    key: String,
    name: Name,
    cells: BTreeMap<String, String>,
}

/// What of `after` differs from `before`, with at most so many rows of each sheet; all that a campaign serialises is compared. Without
/// a `before` all is new, and rows are only counted.
pub fn changes(before: Option<&Campaign>, after: &Campaign, most_rows: usize) -> Vec<SheetChange> {
    let old = before.map_or_else(Vec::new, sheets);
    let none = Vec::new();
    sheets(after)
        .iter()
        .map(|(sheet, rows)| {
            let old = old.iter().find(|(known, _)| known == sheet).map_or(&none, |(_, rows)| rows);
            compared(sheet, old, rows, if before.is_some() { most_rows } else { 0 })
        })
        .filter(|it| it.reordered || it.added + it.removed + it.changed > 0)
        .collect()
}

fn sheets(campaign: &Campaign) -> Vec<(&'static str, Vec<Row>)> {
    let unnamed = Name::default;
    let mut settings = BTreeMap::new();
    flatten("", &serde_json::to_value(&campaign.settings).unwrap_or_default(), &mut settings);
    let setting = |(key, value)| Row { key, name: unnamed(), cells: [("value".to_owned(), value)].into() };
    let mut forms = rows(&campaign.forms, |it| (it.form.clone(), unnamed()));
    for row in &mut forms {
        let version = campaign.definition(&row.key).map(|definition| definition.version.clone());
        row.cells.extend(version.map(|version| ("version".to_owned(), version)));
    }
    vec![
        ("settings", settings.into_iter().map(setting).collect()),
        ("unit_types", rows(&campaign.unit_types, |it| (it.code.clone(), it.name.clone()))),
        ("units", rows(&campaign.units, |it| (it.code.clone(), it.name.clone()))),
        (
            "places",
            rows(campaign.places.iter(), |it| (it.code.clone(), Name { vi: it.name.clone(), ..unnamed() })),
        ),
        ("groups", rows(&campaign.groups, |it| (it.code.clone(), it.name.clone()))),
        ("forms", forms),
        ("quotas", rows(&campaign.quotas, |it| (format!("{} {}", it.form, it.place), unnamed()))),
        (
            "criteria",
            rows(&campaign.criteria, |it| (format!("{} {}", it.unit_type, it.code), it.name.clone())),
        ),
        ("bands", rows(&campaign.bands, |it| (format!("{} {}", it.unit_type, it.code), it.name.clone()))),
        ("history", rows(&campaign.history, |it| (format!("{} {}", it.year, it.unit), unnamed()))),
        ("adjustments", rows(&campaign.adjustments, |it| (it.unit.clone(), unnamed()))),
        ("instructions", rows(&campaign.instructions, |it| (it.key.clone(), it.title.clone()))),
        ("lineage", rows(&campaign.lineage, |it| (format!("{} {}", it.unit, it.predecessor), unnamed()))),
    ]
}

fn rows<'a, T: Serialize + 'a>(
    rows: impl IntoIterator<Item = &'a T>,
    named: impl Fn(&T) -> (String, Name),
) -> Vec<Row> {
    let row = |it: &T| {
        let (key, name) = named(it);
        let mut cells = BTreeMap::new();
        flatten("", &serde_json::to_value(it).unwrap_or_default(), &mut cells);
        Row { key, name, cells }
    };
    rows.into_iter().map(row).collect()
}

/// The cells of what is serialised, by the columns in which the workbook has them. What is empty is no cell.
fn flatten(column: &str, value: &Value, cells: &mut BTreeMap<String, String>) {
    let text = match value {
        Value::Object(inner) => {
            for (key, value) in inner {
                let column = match (column, &**key) {
                    (column, "vi" | "en") => format!("{column}_{key}"),
                    ("notice", key) => format!("data_{key}"),
                    ("backcheck", key) => format!("backcheck_{key}"),
                    (_, key) => key.to_owned(),
                };
                flatten(&column, value, cells);
            }
            return;
        }
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join("; "),
        value => shown(value),
    };
    if !text.is_empty() {
        cells.insert(column.to_owned(), text);
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn compared(sheet: &str, before: &[Row], after: &[Row], most_rows: usize) -> SheetChange {
    let mut change = SheetChange { sheet: sheet.to_owned(), ..SheetChange::default() };
    // Rows of one key meet in their order: a unit may have two bonuses.
    let mut old: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    before.iter().enumerate().rev().for_each(|(at, row)| old.entry(&row.key).or_default().push(at));
    let mut found = Vec::new();
    for row in after {
        let known = old.get_mut(&*row.key).and_then(Vec::pop).map(|at| &before[at]);
        let cells = known.map_or_else(Vec::new, |known| cells(known, row));
        match known {
            None => {
                change.added += 1;
                found.push((row, RowChangeKind::Added, cells));
            }
            Some(_) if cells.is_empty() => {}
            Some(_) => {
                change.changed += 1;
                found.push((row, RowChangeKind::Changed, cells));
            }
        }
    }
    let gone: BTreeSet<usize> = old.into_values().flatten().collect();
    change.removed = gone.len();
    found.extend(gone.into_iter().map(|at| (&before[at], RowChangeKind::Removed, Vec::new())));
    let keys = |rows: &[Row], others: &[Row]| {
        let others: BTreeSet<&str> = others.iter().map(|row| &*row.key).collect();
        let mut seen = BTreeSet::new();
        let is_in_both = |row: &&Row| others.contains(&*row.key) && seen.insert(row.key.clone());
        rows.iter().filter(is_in_both).map(|row| row.key.clone()).collect::<Vec<_>>()
    };
    change.reordered = keys(before, after) != keys(after, before);
    let named = |(row, kind, cells): (&Row, _, _)| RowChange {
        key: row.key.clone(),
        name: row.name.clone(),
        kind,
        cells,
    };
    change.rows = found.into_iter().take(most_rows).map(named).collect();
    change
}

fn cells(before: &Row, after: &Row) -> Vec<CellChange> {
    let columns: BTreeSet<&String> = before.cells.keys().chain(after.cells.keys()).collect();
    let cell = |row: &Row, column: &str| row.cells.get(column).cloned().unwrap_or_default();
    columns
        .into_iter()
        .map(|column| CellChange {
            column: column.clone(),
            before: cell(before, column),
            after: cell(after, column),
        })
        .filter(|it| it.before != it.after)
        .collect()
}
