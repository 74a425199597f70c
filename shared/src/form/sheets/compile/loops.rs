//! Loops: a group for each choice of a list, with its name and label put into the rows inside.

use crate::form::sheets::choices::Lists;
use crate::form::sheets::grid::{Grid, Record};
use crate::form::sheets::item::{Item, Shape};
use crate::form::sheets::value::{Map, Value};
use crate::problem::Problem;
use crate::sheet::Faults;

/// The item with every loop opened.
pub(super) fn opened(item: &Item, lists: &Lists, grid: &Grid, faults: &mut Faults) -> Item {
    let mut open = Item { children: Vec::new(), ..item.clone() };
    if item.shape != Shape::Loop {
        open.children = item.children.iter().map(|child| opened(child, lists, grid, faults)).collect();
        return open;
    }
    open.shape = Shape::Group;
    let rows = item.list.as_deref().and_then(|list| lists.get(list)).unwrap_or_default();
    for row in rows.iter().filter(|row| row.cells.text("name") != Some("none")) {
        let mut cells = Map::default();
        for name in ["label", "media"] {
            if let Some(value) = row.cells.get(name) {
                cells.set(name, value.clone());
            }
        }
        let name = row.cells.text("name").unwrap_or_default().to_owned();
        let children = item
            .children
            .iter()
            .map(|child| opened(&filled(child, row, grid, faults), lists, grid, faults))
            .collect();
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

/// A row with what it says of the choice.
fn filled(item: &Item, row: &Record, grid: &Grid, faults: &mut Faults) -> Item {
    let mut item = item.clone();
    let mut put = |column: &str, text: &str, language: Option<&str>| {
        fill(text, row, language).unwrap_or_else(|| {
            faults.note(grid.at(item.row, &[column]), Problem::new("xlsform.loop_text").with("value", text));
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
        rest = after;
    }
    Some(out + rest)
}
