//! Loops: a group for each choice of a list, with its name and label put into the rows inside.

use super::tree::{MOST_BYTES, too_large};
use crate::form::sheets::choices::Lists;
use crate::form::sheets::grid::{Grid, Record};
use crate::form::sheets::item::{Item, Shape};
use crate::form::sheets::value::{Map, Value};
use crate::problem::Problem;
use crate::sheet::Faults;

/// The item with every loop opened.
pub(super) fn opened(root: &Item, lists: &Lists, grid: &Grid, faults: &mut Faults) -> Item {
    Loops { lists, grid, faults, left: MOST_BYTES }.opened(root)
}

struct Loops<'a> {
    lists: &'a Lists,
    grid: &'a Grid<'a>,
    faults: &'a mut Faults,
    /// How many bytes may still be made: loops within each other multiply.
    left: usize,
}

impl Loops<'_> {
    fn opened(&mut self, item: &Item) -> Item {
        let mut open = Item { children: Vec::new(), ..item.clone() };
        if item.shape != Shape::Loop {
            open.children = item.children.iter().map(|child| self.opened(child)).collect();
            return open;
        }
        open.shape = Shape::Group;
        let rows = item.list.as_deref().and_then(|list| self.lists.get(list)).unwrap_or_default();
        for row in rows.iter().filter(|row| row.cells.text("name") != Some("none")) {
            let mut cells = Map::default();
            for name in ["label", "media"] {
                if let Some(value) = row.cells.get(name) {
                    cells.set(name, value.clone());
                }
            }
            let name = row.cells.text("name").unwrap_or_default().to_owned();
            if !self.spend(item, size_of::<Item>() + name.len() + cells.bytes()) {
                break;
            }
            let children = item.children.iter().map(|child| self.filled(child, row)).collect();
            open.children.push(Item {
                shape: Shape::Group,
                name,
                row: item.row,
                cells,
                children,
                ..Item::default()
            });
        }
        open
    }

    /// Takes so many bytes of what may be made; false where there are none left, which is a fault once.
    fn spend(&mut self, item: &Item, bytes: usize) -> bool {
        if self.left > 0 && self.left <= bytes {
            self.faults.note(self.grid.at(item.row, &["type"]), too_large());
        }
        self.left = self.left.saturating_sub(bytes);
        self.left > 0
    }

    /// A row with what it says of the choice, and what is inside it.
    fn filled(&mut self, item: &Item, row: &Record) -> Item {
        let item = self.worded(item, row);
        if self.spend(&item, size_of::<Item>() + item.name.len() + item.cells.bytes()) {
            self.opened(&item)
        } else {
            Item::default()
        }
    }

    fn worded(&mut self, item: &Item, row: &Record) -> Item {
        let mut item = item.clone();
        let mut put = |column: &str, text: &str, language: Option<&str>| {
            fill(text, row, language).unwrap_or_else(|| {
                let problem = Problem::new("xlsform.loop_text").with("value", text);
                self.faults.note(self.grid.at(item.row, &[column]), problem);
                String::new()
            })
        };
        let one = |(name, value): (&str, &Value), put: &mut dyn FnMut(&str, &str, Option<&str>) -> String| {
            let value = match value {
                Value::Text(text) => Value::Text(put(name, text, None)),
                Value::Map(map) => Value::Map(
                    map.iter()
                        .map(|(inner, value)| {
                            let text = value.text().map(|text| put(name, text, Some(inner)));
                            (inner.to_owned(), text.map_or_else(|| value.clone(), Value::Text))
                        })
                        .collect(),
                ),
            };
            (name.to_owned(), value)
        };
        let cells = item.cells.iter().map(|pair| one(pair, &mut put)).collect();
        let name = put("name", &item.name, None);
        (item.cells, item.name) = (cells, name);
        item
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
