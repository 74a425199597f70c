//! What is looked up: files that travel with the form, the last record, and the lists of choices.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Tree;
use crate::form::model::{Attributes, Instance, Node};
use crate::form::sheets::grid::Record;
use crate::form::sheets::item::{Item, Shape};
use crate::form::sheets::name::{FILES, split_ending};
use crate::form::sheets::reference::has_saved;
use crate::problem::Problem;

/// Expressions that may look something up in a file.
const FORMULAS: [&str; 5] = ["calculate", "constraint", "readonly", "required", "relevant"];

/// All of them, each once; a name that two different files have is a fault.
pub(super) fn instances(tree: &Tree, searched: &BTreeSet<String>) -> Vec<Instance> {
    let mut found: Vec<(usize, Instance)> = Vec::new();
    let mut saved = false;
    let mut files: BTreeSet<&str> = BTreeSet::new();
    for at in tree.all() {
        let item = tree.item(at);
        match item.shape {
            Shape::External => {
                if !files.insert(&item.name) {
                    let problem = Problem::new("xlsform.name_twice").with("value", &item.name);
                    tree.fault(at, &["name"], problem);
                }
                let kind = item.kind.split('-').next().unwrap_or_default();
                let folder = if kind == "csv" { "file-csv" } else { "file" };
                found.push((at, file(&item.name, format!("jr://{folder}/{}.{kind}", item.name))));
            }
            Shape::Question | Shape::Group | Shape::Repeat => {
                found.extend(pulled(item).into_iter().map(|name| {
                    let src = format!("jr://file-csv/{name}.csv");
                    (at, file(&name, src))
                }));
                found.extend(from_file(tree, at).map(|instance| (at, instance)));
                saved |= item.shape == Shape::Question && formulas(item).any(has_saved);
            }
            _ => {}
        }
    }
    if saved {
        found.push((0, file("__last-saved", "jr://instance/last-saved".to_owned())));
    }
    let mut users: BTreeMap<&str, usize> = BTreeMap::new();
    for at in tree.all() {
        if let Some(list) = tree.item(at).itemset.as_deref() {
            users.entry(list).or_insert(at);
        }
    }
    for (list, rows) in tree.lists.iter().filter(|(list, _)| !searched.contains(*list)) {
        found.push((users.get(list).copied().unwrap_or(0), choices(tree, list, rows)));
    }
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut instances: Vec<(usize, Instance)> = Vec::new();
    for (at, instance) in found {
        let other = known.get(&instance.id).map(|other| &instances[*other]);
        match other {
            None => {
                known.insert(instance.id.clone(), instances.len());
                instances.push((at, instance));
            }
            Some((_, other)) if other.src == instance.src => {}
            Some((first, other)) => {
                let or_list = |src: &Option<String>| src.clone().unwrap_or_else(|| "choices".to_owned());
                let problem = Problem::new("xlsform.instance_twice")
                    .with("name", &instance.id)
                    .with("one", or_list(&other.src))
                    .with("other", or_list(&instance.src));
                // A list that nobody asks has no row of its own here.
                tree.fault(if at == 0 { *first } else { at }, &["type"], problem);
            }
        }
    }
    instances.into_iter().map(|(_, instance)| instance).collect()
}

fn file(id: &str, src: String) -> Instance {
    Instance { id: id.to_owned(), src: Some(src), root: None }
}

fn formulas(item: &Item) -> impl Iterator<Item = &str> {
    let other = ["choice_filter", "default"].into_iter().filter_map(|name| item.cells.text(name));
    FORMULAS.into_iter().filter_map(|name| item.bound(name)).chain(other)
}

/// The files that `pulldata('file', …)` names.
fn pulled(item: &Item) -> Vec<String> {
    let mut names = Vec::new();
    for formula in formulas(item).filter(|formula| formula.contains("pulldata(")) {
        for (at, call) in formula.match_indices("pulldata") {
            let rest = formula[at + call.len()..].trim_start();
            if let Some((name, _)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(',')) {
                names.push(name.replace(['\'', '"'], "").trim().to_owned());
            }
        }
    }
    names
}

fn from_file(tree: &Tree, at: usize) -> Option<Instance> {
    let selects = ["select", "select1", "odk:rank"].contains(&tree.kind(at).tag);
    let itemset = tree.item(at).itemset.as_deref().filter(|_| selects)?;
    let (name, ending) = split_ending(itemset);
    let folder = if ending == ".csv" { "file-csv" } else { "file" };
    FILES.contains(&ending).then(|| file(name, format!("jr://{folder}/{itemset}")))
}

fn choices(tree: &Tree, list: &str, rows: &[Record]) -> Instance {
    let named = tree.lists.in_languages(list);
    let item = |(nth, row): (usize, &Record)| {
        let mut item = Node::new("item");
        if named {
            item.children.push(Node::new("itextId").holding(format!("{list}-{nth}")));
        }
        let cells = &row.cells;
        item.children.push(Node::new("name").holding(cells.text("name").unwrap_or_default()));
        if let Some(label) = cells.text("label").filter(|_| !named) {
            item.children.push(Node::new("label").holding(label));
        }
        for (name, value) in cells.iter().filter(|(name, _)| !["name", "label", "media"].contains(name)) {
            item.children.push(Node::new(name).holding(value.text().unwrap_or_default()));
        }
        item
    };
    // An element for the choice, and one for each of its texts.
    let weighs = |row: &Record| {
        let texts = row.cells.iter().map(|(_, value)| value.text().map_or(0, str::len));
        size_of::<Node>() + texts.map(|bytes| size_of::<Node>() + bytes).sum::<usize>()
    };
    let made = rows.iter().enumerate().take_while(|(_, row)| tree.spend(weighs(row)));
    let children = made.map(item).collect();
    let root =
        Node { name: "root".to_owned(), attributes: Attributes::default(), text: String::new(), children };
    Instance { id: list.to_owned(), src: None, root: Some(root) }
}
