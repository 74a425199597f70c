//! Loops: a group for each choice of a list, with its name and label put into the rows inside.

use super::tree::{MOST_BYTES, too_large};
use crate::form::sheets::choices::Lists;
use crate::form::sheets::grid::{Grid, Record};
use crate::form::sheets::item::{Item, Shape};
use crate::form::sheets::name::is_name;
use crate::form::sheets::value::Value;
use crate::problem::Problem;
use crate::sheet::Faults;

/// The form with every loop opened; none where more would have to be made than a form holds.
pub(super) fn opened(root: Item, lists: &Lists, grid: &Grid, faults: &mut Faults) -> Option<Item> {
    let mut loops = Loops { lists, grid, faults, left: MOST_BYTES };
    let root = if loops.spend(1, root.bytes()) { loops.opened(root) } else { root };
    (loops.left > 0).then_some(root)
}

struct Loops<'a> {
    lists: &'a Lists,
    grid: &'a Grid,
    faults: &'a mut Faults,
    /// How many bytes may still be made: loops within each other multiply.
    left: usize,
}

impl Loops<'_> {
    fn opened(&mut self, mut item: Item) -> Item {
        let children = std::mem::take(&mut item.children);
        if item.shape != Shape::Loop {
            item.children = children.into_iter().map(|child| self.opened(child)).collect();
            return item;
        }
        item.shape = Shape::Group;
        let lists = self.lists;
        let rows = item.list.as_deref().and_then(|list| lists.get(list)).unwrap_or_default();
        for row in rows.iter().filter(|row| row.cells.text("name") != Some("none")) {
            let mut group = Item { shape: Shape::Group, row: item.row, ..Item::default() };
            row.cells.text("name").unwrap_or_default().clone_into(&mut group.name);
            if !is_name(&group.name) {
                let problem = Problem::new("xlsform.loop_name").with("value", &group.name);
                self.faults.note(self.grid.at(item.row, &["type"]), problem);
            }
            for name in ["label", "media"] {
                if let Some(value) = row.cells.get(name) {
                    group.cells.set(name, value.clone());
                }
            }
            if !self.spend(item.row, group.bytes()) {
                break;
            }
            group.children = children.iter().map_while(|child| self.filled(child, row)).collect();
            item.children.push(group);
        }
        item
    }

    /// Takes so many bytes of what may be made; false where there are none left, which is a fault once.
    fn spend(&mut self, row: u32, bytes: usize) -> bool {
        if self.left > 0 && self.left <= bytes {
            self.faults.note(self.grid.at(row, &["type"]), too_large());
        }
        self.left = self.left.saturating_sub(bytes);
        self.left > 0
    }

    /// A row with what it says of the choice, and what is inside it.
    fn filled(&mut self, item: &Item, row: &Record) -> Option<Item> {
        if !self.spend(item.row, item.bytes()) {
            return None;
        }
        let item = self.worded(item.clone(), row);
        Some(self.opened(item))
    }

    fn worded(&mut self, mut item: Item, row: &Record) -> Item {
        let at = item.row;
        let cells = item.cells.iter().map(|(name, value)| {
            let value = match value {
                Value::Text(text) => Value::Text(self.put(at, name, text, row, None)),
                Value::Map(map) => Value::Map(
                    map.iter()
                        .map(|(inner, value)| {
                            let text = value.text().map(|text| self.put(at, name, text, row, Some(inner)));
                            (inner.to_owned(), text.map_or_else(|| value.clone(), Value::Text))
                        })
                        .collect(),
                ),
            };
            (name.to_owned(), value)
        });
        item.cells = cells.collect();
        item.name = self.put(at, "name", &item.name, row, None);
        item
    }

    /// A text of a column with what it says of the choice.
    fn put(&mut self, at: u32, column: &str, text: &str, choice: &Record, language: Option<&str>) -> String {
        let Some(filled) = fill(text, choice, language) else {
            let problem = Problem::new("xlsform.loop_text").with("value", text);
            self.faults.note(self.grid.at(at, &[column]), problem);
            return String::new();
        };
        let more = filled.len().saturating_sub(text.len());
        if more == 0 || self.spend(at, more) { filled } else { String::new() }
    }
}

/// Longer texts come of no choice.
const LONGEST: usize = 1 << 20;

/// `%(label)s` is the label of the choice, `%%` the sign alone.
fn fill(text: &str, row: &Record, language: Option<&str>) -> Option<String> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        let (name, after) = after.strip_prefix('(')?.split_once(")s")?;
        match row.cells.get(name)? {
            Value::Text(text) => out.push_str(text),
            Value::Map(map) => out.push_str(
                language.and_then(|it| map.text(it)).or(map.iter().next().and_then(|it| it.1.text()))?,
            ),
        }
        if out.len() > LONGEST {
            return None;
        }
        rest = after;
    }
    Some(out + rest)
}
