//! Where the choices of a question are looked up.

use super::insert::Reading;
use super::tree::Tree;
use crate::form::model::Itemset;
use crate::form::sheets::name::{FILES, split_ending};
use crate::form::sheets::reference::has_reference;

/// The choices of a select.
pub(super) fn of_select(tree: &Tree, at: usize, itemset: &str) -> Itemset {
    let file = of_file(tree, at, itemset);
    let earlier = || {
        has_reference(itemset).then(|| {
            let reading = Reading { all: true, ..Reading::from(at) };
            let path = tree.insert(itemset, reading).trim().to_owned();
            let (nodeset, name) = path.rsplit_once('/').unwrap_or(("", &path));
            let set = Itemset { nodeset: nodeset.to_owned(), value: name.to_owned(), label: name.to_owned() };
            (set, Some(format!("./{name} != ''")))
        })
    };
    let (set, filter) = file.or_else(earlier).unwrap_or_else(|| (of_list(tree, itemset), None));
    shuffled(tree, at, filtered(tree, at, set, filter, has_reference(itemset)))
}

/// What a map shows beside the answer.
pub(super) fn of_map(tree: &Tree, at: usize, itemset: &str) -> Itemset {
    let repeat = || {
        has_reference(itemset).then(|| {
            let reading = Reading { all: true, ..Reading::from(at) };
            let nodeset = tree.insert(itemset, reading).trim().to_owned();
            let set = Itemset { nodeset, value: "geometry".to_owned(), label: "geometry".to_owned() };
            (set, Some("./geometry != ''".to_owned()))
        })
    };
    let (set, filter) =
        of_file(tree, at, itemset).or_else(repeat).unwrap_or_else(|| (of_list(tree, itemset), None));
    shuffled(tree, at, filtered(tree, at, set, filter, has_reference(itemset)))
}

/// A list of the sheet choices.
pub(super) fn of_list(tree: &Tree, list: &str) -> Itemset {
    let label = if tree.lists.in_languages(list) { "jr:itext(itextId)" } else { "label" };
    Itemset {
        nodeset: format!("instance('{list}')/root/item"),
        value: "name".to_owned(),
        label: label.to_owned(),
    }
}

fn of_file(tree: &Tree, at: usize, itemset: &str) -> Option<(Itemset, Option<String>)> {
    let (base, ending) = split_ending(itemset);
    if !FILES.contains(&ending) {
        return None;
    }
    let (value, label) = if ending == ".geojson" { ("id", "title") } else { ("name", "label") };
    let parameter = |name: &str, usual: &str| tree.item(at).parameters.get(name).unwrap_or(usual).to_owned();
    let nodeset = format!("instance('{base}')/root/item");
    Some((Itemset { nodeset, value: parameter("value", value), label: parameter("label", label) }, None))
}

fn filtered(tree: &Tree, at: usize, mut set: Itemset, own: Option<String>, earlier: bool) -> Itemset {
    let given = tree.item(at).cells.text("choice_filter").filter(|it| !it.is_empty()).map(|filter| {
        let reading = Reading { current: true, all: earlier, ..Reading::from(at) };
        let filter = tree.insert(filter, reading);
        if !earlier {
            return filter;
        }
        filter.replace(&format!("current()/{}", set.nodeset), ".").replace(&set.nodeset, ".")
    });
    if let Some(filter) = given.or(own) {
        set.nodeset = format!("{}[{filter}]", set.nodeset);
    }
    set
}

fn shuffled(tree: &Tree, at: usize, mut set: Itemset) -> Itemset {
    let parameters = &tree.item(at).parameters;
    if parameters.get("randomize") == Some("true") {
        let seed = parameters.get("seed").map(|seed| tree.insert(seed, Reading::from(at)).trim().to_owned());
        set.nodeset = match seed {
            Some(seed) => format!("randomize({}, {seed})", set.nodeset),
            None => format!("randomize({})", set.nodeset),
        };
    }
    set
}
