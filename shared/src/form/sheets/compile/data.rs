//! The tree of answers as it begins: each repeat as a template and as its first instance.

use super::insert::Reading;
use super::tree::Tree;
use crate::form::model::Node;
use crate::form::sheets::item::Shape;
use crate::form::sheets::settings::Settings;
use crate::form::sheets::token::is_computed;
use crate::form::sheets::value::Map;

/// The root, which names form and version.
pub(super) fn root(tree: &Tree, settings: &Settings) -> Node {
    let mut root = node(tree, 0, false);
    for (name, value) in settings.map("attribute").into_iter().flat_map(Map::iter) {
        root.attributes.set(name, value.text().unwrap_or_default());
    }
    root.attributes.set("id", settings.id());
    for (name, attribute) in [
        ("instance_xmlns", "xmlns"),
        ("version", "version"),
        ("prefix", "odk:prefix"),
        ("delimiter", "odk:delimiter"),
    ] {
        if let Some(value) = settings.get(name) {
            root.attributes.set(attribute, value);
        }
    }
    root
}

/// `inside`: within an instance of a repeat, whose template holds those of the repeats inside it.
fn node(tree: &Tree, at: usize, inside: bool) -> Node {
    let item = tree.item(at);
    let mut node = Node::new(&item.name);
    // Repeats that nest hold each other as templates and as first instances.
    if !tree.spend(size_of::<Node>() + item.name.len()) {
        return node;
    }
    for (name, value) in item.cells.map("instance").into_iter().flat_map(Map::iter) {
        node.attributes.set(name, tree.insert(value.text().unwrap_or_default(), Reading::from(at)));
    }
    if item.is_section() {
        add_children(tree, at, &mut node, inside);
    } else if let Some(default) = item.cells.text("default").filter(|it| !is_computed(it, &item.kind)) {
        default.clone_into(&mut node.text);
    }
    node
}

fn add_children(tree: &Tree, at: usize, node: &mut Node, inside: bool) {
    for child in tree.children(at).iter().copied() {
        let item = tree.item(child);
        match item.shape {
            Shape::External => {}
            Shape::Attribute => node.attributes.set(&item.name, item.value.as_str()),
            _ if item.flat => add_children(tree, child, node, inside),
            Shape::Repeat if !inside => {
                node.children.push(template(tree, child));
                node.children.push(self::node(tree, child, true));
            }
            _ => node.children.push(self::node(tree, child, inside)),
        }
    }
}

fn template(tree: &Tree, at: usize) -> Node {
    let mut node = Node::new(&tree.item(at).name);
    node.attributes.set("jr:template", "");
    for child in tree.children(at).iter().copied() {
        match tree.item(child).shape {
            Shape::External => {}
            Shape::Repeat => node.children.push(template(tree, child)),
            _ => node.children.push(self::node(tree, child, false)),
        }
    }
    node
}
