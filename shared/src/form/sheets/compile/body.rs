//! What is shown: controls for questions, groups and repeats.

use std::collections::{BTreeMap, BTreeSet};

use super::insert::Reading;
use super::tree::Tree;
use super::{itemset, rules};
use crate::form::model::{Action, Attributes, Choice, Control, Tag, Text};
use crate::form::sheets::item::{CHANGED, Shape};
use crate::form::sheets::value::{Map, Value};
use crate::problem::Problem;

/// What of the whole form is asked for each question and each repeat.
struct Whole<'a> {
    /// The lists that `search()` looks up.
    searched: &'a BTreeSet<String>,
    /// The items that a change of each question computes, by the name of the question.
    triggered: BTreeMap<&'a str, Vec<usize>>,
    /// The questions and attributes of each repeat, those of repeats inside it left out.
    in_repeat: BTreeMap<usize, Vec<usize>>,
}

/// What is shown of the whole form.
pub(super) fn body(tree: &Tree, searched: &BTreeSet<String>) -> Vec<Control> {
    let mut whole = Whole { searched, triggered: BTreeMap::new(), in_repeat: BTreeMap::new() };
    for at in tree.all() {
        let item = tree.item(at);
        item.triggers.iter().for_each(|name| whole.triggered.entry(name).or_default().push(at));
        let asked = matches!(item.shape, Shape::Question | Shape::Attribute);
        if let Some(repeat) = tree.repeat_of(at).filter(|_| asked) {
            whole.in_repeat.entry(repeat).or_default().push(at);
        }
    }
    inside(tree, 0, &whole)
}

fn inside(tree: &Tree, at: usize, whole: &Whole) -> Vec<Control> {
    let shown = |child: &usize| match tree.item(*child).shape {
        Shape::Group if tree.item(*child).bodyless => None,
        Shape::Group => Some(group(tree, *child, whole)),
        Shape::Repeat => Some(repeat(tree, *child, whole)),
        Shape::Question => question(tree, *child, whole),
        _ => None,
    };
    tree.children(at).iter().filter_map(shown).collect()
}

fn attributes(tree: &Tree, at: usize) -> Attributes {
    let given = tree.item(at).cells.map("control").into_iter().flat_map(Map::iter);
    let pairs = given.filter_map(|(name, value)| match value {
        Value::Text(text) => Some((name.to_owned(), tree.insert(text, Reading::from(at)))),
        Value::Map(_) => {
            tree.fault(at, &["control", name], Problem::new("xlsform.column_nested"));
            None
        }
    });
    pairs.collect()
}

fn group(tree: &Tree, at: usize, whole: &Whole) -> Control {
    let mut attributes = attributes(tree, at);
    if !tree.item(at).flat {
        attributes.set("ref", tree.path(at));
    }
    let label = tree.has_label(at).then(|| tree.label(at));
    let children = inside(tree, at, whole);
    Control { tag: "group".into(), attributes, label, children, ..Control::default() }
}

fn repeat(tree: &Tree, at: usize, whole: &Whole) -> Control {
    let path = tree.path(at);
    let mut own = Attributes::default();
    own.set("nodeset", path.as_str());
    attributes(tree, at).iter().for_each(|(name, value)| own.set(name, value));
    let children = inside(tree, at, whole);
    let of_this = whole.in_repeat.get(&at).into_iter().flatten();
    let actions = of_this.flat_map(|inner| rules::actions(tree, *inner, true)).collect();
    let repeat = Control { tag: "repeat".into(), attributes: own, children, actions, ..Control::default() };
    let attributes = [("ref", path)].into_iter().collect();
    let label = Some(tree.label(at));
    Control { tag: "group".into(), attributes, label, children: vec![repeat], ..Control::default() }
}

fn question(tree: &Tree, at: usize, whole: &Whole) -> Option<Control> {
    let (item, kind) = (tree.item(at), tree.kind(at));
    let targets = whole.triggered.get(item.name.as_str()).map(Vec::as_slice).unwrap_or_default();
    let computed = item.bound("calculate").is_some() || !item.triggers.is_empty();
    if item.kind == "calculate" || computed && !(tree.has_label(at) || tree.has_hint(at)) {
        for target in targets.iter().filter(|target| tree.item(**target).kind != "background-geopoint") {
            tree.fault(
                *target,
                &["trigger"],
                Problem::new("xlsform.trigger_unseen").with("name", &item.name),
            );
        }
        return None;
    }
    if ["", "action"].contains(&kind.tag) {
        return None;
    }
    check(tree, at);
    let mut own = Attributes::default();
    own.set("ref", tree.path(at));
    if !kind.media.is_empty() {
        own.set("mediatype", kind.media);
    }
    attributes(tree, at).iter().for_each(|(name, value)| own.set(name, value));
    let tag = own.take("tag").map_or(kind.tag.into(), Into::into);
    let (label, hint) = (Some(tree.label(at)), tree.hint(at));
    let mut control = Control { tag, attributes: own, label, hint, ..Control::default() };
    choices(tree, at, whole.searched, &mut control);
    control.tags = item.tags.iter().map(|tag| self::tag(tree, &tag.cells)).collect();
    control.actions = changes(tree, at, targets);
    Some(control)
}

/// A question needs something to read, and choices are texts.
fn check(tree: &Tree, at: usize) {
    let item = tree.item(at);
    if !(tree.has_label(at) || tree.has_media(at) || tree.has_hint(at)) {
        tree.fault(at, &["label"], Problem::new("xlsform.label_missing").with("name", &item.name));
    }
    if item.cells.map("media").is_some_and(|media| media.has("big-image") && !media.has("image")) {
        tree.fault(at, &["media", "big-image"], Problem::new("xlsform.big_image_alone"));
    }
    let selects = ["select", "select1", "odk:rank"].contains(&tree.kind(at).tag);
    if let Some(kind) = item.bound("type").filter(|kind| selects && !["string", "odk:rank"].contains(kind)) {
        tree.fault(at, &["bind", "type"], Problem::new("xlsform.select_type").with("value", kind));
    }
}

fn choices(tree: &Tree, at: usize, searched: &BTreeSet<String>, control: &mut Control) {
    let (item, kind) = (tree.item(at), tree.kind(at));
    let Some(list) = item.itemset.as_deref() else { return query(tree, at, control) };
    match kind.tag {
        "select" | "select1" | "odk:rank" if searched.contains(list) => {
            let named = tree.lists.in_languages(list);
            for (nth, row) in tree.lists.get(list).unwrap_or_default().iter().enumerate() {
                let label = row.cells.text("label").filter(|_| tree.has_label(at) && !named);
                let label = match label {
                    _ if named => Text::named(&format!("{list}-{nth}")),
                    label => Text {
                        reference: None,
                        parts: label.map(|it| tree.parts(it, None)).unwrap_or_default(),
                    },
                };
                let value = row.cells.text("name").unwrap_or_default().to_owned();
                if !tree.spend(size_of::<Choice>() + value.len()) {
                    break;
                }
                control.options.push(Choice { label, value });
            }
        }
        "select" | "select1" | "odk:rank" => control.itemset = Some(itemset::of_select(tree, at, list)),
        "range" => control.itemset = Some(itemset::of_list(tree, list)),
        _ if item.kind == "select one external" => {
            let filter = item.cells.text("choice_filter").filter(|it| !it.is_empty());
            if let Some(filter) = filter {
                let filter = tree.insert(filter, Reading { current: true, ..Reading::from(at) });
                control.attributes.set("query", format!("instance('{list}')/root/item[{filter}]"));
            }
        }
        _ => control.itemset = Some(itemset::of_map(tree, at, list)),
    }
}

/// What an older ODK Collect looks up for a question without a list, as a column of its own says it.
fn query(tree: &Tree, at: usize, control: &mut Control) {
    let cell = |name: &str| tree.item(at).cells.text(name).filter(|it| !it.is_empty());
    if let Some(list) = cell("query").filter(|_| tree.kind(at).tag == "input") {
        let filter = cell("choice_filter").map(|filter| {
            format!("[{}]", tree.insert(filter, Reading { current: true, ..Reading::from(at) }))
        });
        let filter = filter.unwrap_or_default();
        control.attributes.set("query", format!("instance('{list}')/root/item{filter}"));
    }
}

fn tag(tree: &Tree, cells: &Map) -> Tag {
    let label = cells.text("label").map(|label| tree.parts(label, None)).unwrap_or_default();
    let key = cells.text("name").unwrap_or_default().to_owned();
    Tag { key, label: Text { reference: None, parts: label } }
}

/// What a change of the answer sets off.
fn changes(tree: &Tree, at: usize, targets: &[usize]) -> Vec<Action> {
    let is_place = |target: &usize| tree.item(*target).kind == "background-geopoint";
    let (places, values): (Vec<usize>, Vec<usize>) = targets.iter().copied().partition(is_place);
    let action = |target: usize| {
        let item = tree.item(target);
        let mut attributes = Attributes::default();
        if tree.named(&item.name).is_none() {
            let problem = Problem::new("xlsform.reference_ambiguous").with("name", &item.name);
            tree.fault(target, &["name"], problem);
        }
        attributes.set("ref", tree.path(target));
        attributes.set("event", CHANGED);
        if is_place(&target) {
            return Action { tag: "odk:setgeopoint".to_owned(), attributes, content: String::new() };
        }
        let value = item.bound("calculate").unwrap_or_default();
        let value = tree.insert(value, Reading::from(at));
        if !value.is_empty() {
            attributes.set("value", value);
        }
        Action { tag: "setvalue".to_owned(), attributes, content: String::new() }
    };
    values.into_iter().chain(places).map(action).collect()
}
