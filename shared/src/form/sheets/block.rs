//! Rows that begin or end a group, a repeat or a loop.

use super::entity::Container;
use super::item::{Item, Shape};
use super::open::Open;
use super::reference::is_reference;
use super::survey::Survey;
use super::value::Map;
use crate::problem::Problem;

const SHAPES: [(&str, Shape); 5] = [
    ("group", Shape::Group),
    ("lgroup", Shape::Repeat),
    ("repeat", Shape::Repeat),
    ("loop", Shape::Loop),
    ("looped group", Shape::Repeat),
];

/// How deep groups and repeats may nest: the XForm, where a repeat is two elements, can be read again.
pub(super) const MAX_DEPTH: usize = 90;

/// What a type begins, and the list that it goes over.
pub(super) fn begins(kind: &str) -> Option<(Shape, Option<String>)> {
    let rest = after(kind, "begin")?;
    SHAPES.into_iter().find_map(|(word, shape)| {
        let rest = rest.strip_prefix(word)?;
        if rest.is_empty() {
            return Some((shape, None));
        }
        let list = rest.strip_prefix(' ')?;
        let list = list.strip_prefix("over ").filter(|list| !list.is_empty()).unwrap_or(list);
        (!list.is_empty() && !list.contains(char::is_whitespace)).then(|| (shape, Some(list.to_owned())))
    })
}

/// What a type ends.
pub(super) fn ends(kind: &str) -> Option<Shape> {
    let rest = after(kind, "end")?;
    SHAPES.into_iter().find(|(word, _)| rest == *word).map(|(_, shape)| shape)
}

fn after<'a>(kind: &'a str, word: &str) -> Option<&'a str> {
    kind.strip_prefix(word)?.strip_prefix(|sign: char| sign == '_' || sign.is_whitespace())
}

/// Ends what is open.
pub(super) fn end(survey: &mut Survey, item: &Item, shape: Shape) {
    survey.table = None;
    if survey.open.len() < 2 {
        return survey.fault(item.row, &["type"], Problem::new("form.end_without_begin"));
    }
    let Some(mut open) = survey.open.pop() else { return };
    if open.item.shape != shape {
        let problem =
            Problem::new("form.end_mismatch").with("name", &open.item.name).with("begun", open.item.row);
        survey.fault(item.row, &["type"], problem);
    } else {
        open.item.end = Some(item.row);
    }
    survey.close(open);
}

/// Begins a group, a repeat or a loop.
pub(super) fn begin(survey: &mut Survey, mut item: Item, shape: Shape, list: Option<String>) {
    let row = item.row;
    item.shape = shape;
    if survey.open.len() > MAX_DEPTH {
        survey.fault(row, &["type"], Problem::new("xform.too_deep").with("limit", MAX_DEPTH));
    }
    if shape == Shape::Repeat {
        if item.name == survey.settings.root() || !survey.repeats.insert(item.name.clone()) {
            survey.fault(row, &["name"], Problem::new("xlsform.repeat_name").with("value", &item.name));
        }
        if !item.cells.has("label") && !item.cells.has("media") {
            survey.faults.warn(survey.grid.at(row, &["label"]), Problem::new("xlsform.repeat_without_label"));
        }
    }
    if shape == Shape::Loop {
        match list {
            None => {
                survey.fault(row, &["type"], Problem::new("form.type_without_list").with("type", &item.kind))
            }
            Some(list) if survey.lists.has(&list) => item.list = Some(list),
            Some(list) => survey.fault(row, &["type"], Problem::new("form.list_unknown").with("list", list)),
        }
    }
    count(survey, &mut item);
    table(survey, &mut item);
    if let Some(intent) = item.cells.text("intent").map(str::to_owned) {
        item.cells.put_inner("control", "intent", intent);
    }
    let deep = survey.open.len() > MAX_DEPTH;
    let around = survey.open.last().filter(|_| !deep);
    let mut path = around.map(|open| open.path.clone()).unwrap_or_default();
    path.push(Container { name: item.name.clone(), shape });
    survey.open.push(Open::new(item, path));
}

/// How often a repeat is asked is a node of its own where it is more than one answer.
fn count(survey: &mut Survey, item: &mut Item) {
    let Some(count) = item.cells.inner("control", "jr:count").filter(|it| !it.is_empty()) else { return };
    if is_reference(count) {
        return;
    }
    let name = format!("{}_count", item.name);
    survey.add(Item::calculate(&name, item.row, &[("readonly", "true()"), ("calculate", count)]));
    item.cells.put_inner("control", "jr:count", format!("${{{name}}}"));
}

/// A table of choices shows the labels of its list once, above its questions.
fn table(survey: &mut Survey, item: &mut Item) {
    let appearance = item.appearance().unwrap_or_default().to_owned();
    let words: Vec<&str> = appearance.split_whitespace().collect();
    if !words.contains(&"table-list") {
        return;
    }
    survey.table = Some(None);
    let others = words.into_iter().filter(|word| *word != "table-list");
    let shown: Vec<&str> = ["field-list"].into_iter().chain(others).collect();
    item.cells.put_inner("control", "appearance", shown.join(" "));
    let texts: Map = ["label", "hint"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), item.cells.take(name)?)))
        .collect();
    if !texts.is_empty() {
        let name = format!("generated_table_list_label_{}", item.row);
        item.children.push(Item {
            kind: "note".to_owned(),
            name,
            row: item.row,
            cells: texts,
            ..Item::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_and_ends_is_told_by_its_words() {
        for (kind, begun) in [
            ("begin group", Some((Shape::Group, None))),
            ("begin_repeat", Some((Shape::Repeat, None))),
            ("begin looped group", Some((Shape::Repeat, None))),
            ("begin loop over fruits", Some((Shape::Loop, Some("fruits".to_owned())))),
            ("begin loop fruits", Some((Shape::Loop, Some("fruits".to_owned())))),
            ("begin group a b", None),
            ("Begin Group", None),
            ("begingroup", None),
        ] {
            assert_eq!(begins(kind), begun, "{kind}");
        }
        assert_eq!(ends("end_group"), Some(Shape::Group));
        assert_eq!(ends("end repeat"), Some(Shape::Repeat));
        assert_eq!(ends("end group x"), None);
    }
}
