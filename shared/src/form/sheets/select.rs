//! Selects and ranks: `select_one list or_other`, `select_multiple_from_file villages.csv`, `select_one ${earlier}`.

use super::alias::{EXTERNAL, MANY, ONE, SELECTS};
use super::grid::Record;
use super::item::Item;
use super::name::{FILES, is_name, split_ending};
use super::parameters::bad;
use super::reference::{has_reference, is_reference};
use super::survey::Survey;
use super::told::Told;
use super::value::{Map, Value};
use crate::problem::Problem;

/// A type that chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Select {
    /// The words that it is written with.
    command: &'static str,
    kind: &'static str,
    list: String,
    or_other: bool,
}

impl Select {
    /// What it says.
    pub fn told(&self) -> Told {
        let is_list = !self.is_from_file()
            && !FILES.contains(&split_ending(&self.list).1)
            && !has_reference(&self.list);
        match self.kind {
            _ if self.or_other => Told::OrOther,
            ONE if is_list => Told::One(self.list.clone()),
            MANY if is_list => Told::Several(self.list.clone()),
            kind => Told::Other(kind.to_owned()),
        }
    }

    fn is_from_file(&self) -> bool {
        self.command.contains("from_file") || self.command.contains("from file")
    }
}

pub(super) fn parse(written: &str) -> Option<Select> {
    SELECTS.iter().find_map(|(command, kind)| {
        let rest = written.strip_prefix(command)?.strip_prefix(' ')?;
        let (list, or_other) = match rest.split_once(' ') {
            None => (rest, false),
            Some((list, "or specify other" | "or_other" | "or other")) => (list, true),
            Some(_) => return None,
        };
        let right = !list.is_empty() && !list.contains(char::is_whitespace);
        right.then(|| Select { command, kind, list: list.to_owned(), or_other })
    })
}

pub(super) fn add(survey: &mut Survey, mut item: Item, select: &Select) {
    let (row, list) = (item.row, select.list.as_str());
    let (base, ending) = split_ending(list);
    let is_file = FILES.contains(&ending);
    let filter = item.cells.text("choice_filter").filter(|it| !it.is_empty()).map(str::to_owned);
    item.kind = select.kind.to_owned();
    if select.kind == EXTERNAL {
        if filter.is_none() {
            survey
                .faults
                .warn(survey.grid.at(row, &["choice_filter"]), Problem::new("xlsform.external_unfiltered"));
        }
        if !survey.external.contains(list) {
            return survey.fault(
                row,
                &["type"],
                Problem::new("xlsform.external_list_unknown").with("list", list),
            );
        }
    } else {
        survey.secondary.insert(base.to_owned());
    }
    let from_file = select.is_from_file();
    if from_file && (!is_file || base.contains('.')) {
        let problem =
            Problem::new("xlsform.file_ending").with("value", list).with("allowed", FILES.join(", "));
        return survey.fault(row, &["type"], problem);
    }
    let needs_list = (select.kind != EXTERNAL && !is_file && !has_reference(list))
        || (select.kind == MANY && !is_file)
        || (select.kind == EXTERNAL && filter.is_none());
    if needs_list && !survey.lists.has(list) {
        return survey.fault(row, &["type"], Problem::new("form.list_unknown").with("list", list));
    }
    if select.kind == MANY && !is_file {
        spaces(survey, list, row);
    }
    let other = select.or_other.then(|| other(survey, &item, list, filter.is_some())).flatten();
    check_parameters(survey, &item, from_file);
    item.itemset = Some(list.to_owned());
    if survey.lists.has(list) && !has_reference(list) && !is_file {
        item.list = Some(list.to_owned());
    }
    if select.kind == MANY && survey.settings.is_on("add_none_option") {
        none(survey, &mut item);
    }
    if survey.table.is_some() {
        table(survey, &mut item, list);
    }
    survey.add(item);
    if let Some(other) = other {
        survey.add(other);
    }
}

/// Several answers stand side by side with blanks between them, so none may have one in it.
fn spaces(survey: &mut Survey, list: &str, row: u32) {
    if let Some(name) = survey.lists.spaced(list).map(str::to_owned) {
        let problem = Problem::new("xlsform.choice_space").with("value", name).with("list", list);
        survey.fault(row, &["type"], problem);
    }
}

/// With the setting add_none_option, none goes with no other choice.
fn none(survey: &mut Survey, item: &mut Item) {
    const ALONE: &str = "(.='none' or not(selected(., 'none')))";
    if item.list.is_none() {
        return survey.fault(item.row, &["type"], Problem::new("xlsform.other_without_list"));
    }
    let constraint = item.bound("constraint").map_or(ALONE.to_owned(), |own| format!("{own} and {ALONE}"));
    item.cells.put_inner("bind", "constraint", constraint);
}

/// The question that asks what else, and its choice in the list.
fn other(survey: &mut Survey, item: &Item, list: &str, is_filtered: bool) -> Option<Item> {
    survey.or_other = true;
    if is_filtered {
        survey.fault(item.row, &["choice_filter"], Problem::new("xlsform.other_filtered"));
        return None;
    }
    let Some(rows) = survey.lists.get(list) else {
        survey.fault(item.row, &["type"], Problem::new("xlsform.other_without_list"));
        return None;
    };
    if !survey.lists.has_other(list) {
        let languages: Map = rows
            .iter()
            .filter_map(|row| row.cells.map("label"))
            .flat_map(Map::iter)
            .map(|(language, _)| (language.to_owned(), Value::Text("Other".to_owned())))
            .fold(Map::default(), |mut all, (language, text)| {
                all.set(&language, text);
                all
            });
        let mut cells = Map::default();
        cells.put("name", "other");
        let label =
            if languages.is_empty() { Value::Text("Other".to_owned()) } else { Value::Map(languages) };
        cells.set("label", label);
        survey.lists.push(list, Record { number: item.row, cells });
    }
    let mut cells = Map::default();
    cells.put("label", "Specify other.");
    cells.put_inner("bind", "relevant", format!("selected(../{}, 'other')", item.name));
    let name = format!("{}_other", item.name);
    Some(Item { kind: "text".to_owned(), name, row: item.row, cells, ..Item::default() })
}

fn check_parameters(survey: &mut Survey, item: &Item, from_file: bool) {
    let (grid, row, parameters) = (survey.grid, item.row, &item.parameters);
    let known: &[&str] =
        if from_file { &["label", "randomize", "seed", "value"] } else { &["randomize", "seed"] };
    parameters.only(known, grid, row, &mut survey.faults);
    for name in ["value", "label"] {
        if let Some(value) = parameters.get(name).filter(|value| from_file && !is_name(value)) {
            survey
                .faults
                .note(grid.at(row, &["parameters"]), Problem::new("xlsform.name").with("value", value));
        }
    }
    parameters.one_of("randomize", &["true", "false"], grid, row, &mut survey.faults);
    if let Some(seed) = parameters.get("seed") {
        let right = is_reference(seed) || seed.parse::<f64>().is_ok();
        if parameters.get("randomize").is_none() {
            survey.faults.note(grid.at(row, &["parameters"]), Problem::new("xlsform.seed_alone"));
        } else if !right {
            bad("seed", seed, "42, ${…}", grid, row, &mut survey.faults);
        }
    }
}

/// A question in a table of choices: the first brings the labels of the list along.
fn table(survey: &mut Survey, item: &mut Item, list: &str) {
    let row = item.row;
    match survey.table.clone().flatten() {
        None => {
            survey.table = Some(Some(list.to_owned()));
            if item.cells.has("choice_filter") {
                survey.fault(row, &["choice_filter"], Problem::new("xlsform.table_filtered"));
            }
            if !survey.lists.has(list) {
                return survey.fault(row, &["type"], Problem::new("form.list_unknown").with("list", list));
            }
            let mut head = Item {
                kind: item.kind.clone(),
                name: format!("reserved_name_for_field_list_labels_{row}"),
                row,
                itemset: Some(list.to_owned()),
                ..Item::default()
            };
            head.cells.put_inner("control", "appearance", "label");
            survey.add(head);
        }
        Some(first) if first != list => {
            let problem = Problem::new("xlsform.table_lists").with("list", list).with("other", first);
            survey.fault(row, &["type"], problem);
        }
        Some(_) => {}
    }
    item.cells.put_inner("control", "appearance", "list-nolabel");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_select_is_told_from_what_only_looks_like_one() {
        let read = |text: &str| parse(text).map(|it| (it.kind, it.list, it.or_other));
        for (text, found) in [
            ("select_one a", Some(("select one", "a", false))),
            ("select one from a", Some(("select one", "a", false))),
            ("select one from file a.csv", Some(("select one", "a.csv", false))),
            ("select_multiple a or_other", Some((MANY, "a", true))),
            ("select all that apply from a or specify other", Some((MANY, "a", true))),
            ("rank a", Some(("rank", "a", false))),
            ("select_one", None),
            ("select_one a b", None),
            ("select_one  a", None),
        ] {
            assert_eq!(read(text), found.map(|(kind, list, other)| (kind, list.to_owned(), other)), "{text}");
        }
    }
}
